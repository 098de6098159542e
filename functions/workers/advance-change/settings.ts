import * as z from 'zod';
import {
  ChangeQueueSettings,
  MetricsSettings,
  MemberQueueSettings,
  TableSettings,
  NotifiesMembersSettings,
} from '../../../shared/runtime/settings.ts';

export const Settings = TableSettings.extend(ChangeQueueSettings.shape)
  .extend(MemberQueueSettings.shape)
  .extend(MetricsSettings.shape)
  .extend(NotifiesMembersSettings.shape)
  .extend({ MEMBER_MESSAGE_LIFE_SECONDS: z.coerce.number<string>().positive() });
