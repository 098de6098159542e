import * as z from 'zod';
import {
  ChangeQueueSettings,
  MetricsSettings,
  PropagationQueueSettings,
  TableSettings,
  TellsMembersSettings,
} from '../../../shared/runtime/settings.ts';

export const Settings = TableSettings.extend(ChangeQueueSettings.shape)
  .extend(PropagationQueueSettings.shape)
  .extend(MetricsSettings.shape)
  .extend(TellsMembersSettings.shape)
  .extend({ MEMBER_MESSAGE_LIFE_SECONDS: z.coerce.number<string>().positive() });
