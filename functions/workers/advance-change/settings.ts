import { MemberMessageLifeSettings } from '../../../shared/messages/member-message-life-settings.ts';
import {
  ChangeQueueSettings,
  EventQueueSettings,
  MetricsSettings,
  MemberQueueSettings,
  TableSettings,
  NotifiesMembersSettings,
} from '../../../shared/runtime/settings.ts';

export const Settings = TableSettings.extend(ChangeQueueSettings.shape)
  .extend(MemberQueueSettings.shape)
  .extend(EventQueueSettings.shape)
  .extend(MetricsSettings.shape)
  .extend(NotifiesMembersSettings.shape)
  .extend(MemberMessageLifeSettings.shape);
