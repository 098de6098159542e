import { MemberMessageLifeSettings } from '../../../shared/messages/member-message-life-settings.ts';
import {
  ChangeQueueSettings,
  EventQueueSettings,
  MailQueueSettings,
  MemberQueueSettings,
  MetricsSettings,
  NotifiesMembersSettings,
  ReassignmentQueueSettings,
  TableSettings,
} from '../../../shared/runtime/settings.ts';

export const Settings = TableSettings.extend(ChangeQueueSettings.shape)
  .extend(ReassignmentQueueSettings.shape)
  .extend(MemberQueueSettings.shape)
  .extend(EventQueueSettings.shape)
  .extend(MailQueueSettings.shape)
  .extend(MemberMessageLifeSettings.shape)
  .extend(NotifiesMembersSettings.shape)
  .extend(MetricsSettings.shape);
