import {
  ChangeQueueSettings,
  MetricsSettings,
  ReassignmentQueueSettings,
  TableSettings,
  TellsMembersSettings,
} from '../../../shared/runtime/settings.ts';

export const Settings = TableSettings.extend(ChangeQueueSettings.shape)
  .extend(ReassignmentQueueSettings.shape)
  .extend(TellsMembersSettings.shape)
  .extend(MetricsSettings.shape);
