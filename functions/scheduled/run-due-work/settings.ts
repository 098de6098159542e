import {
  ChangeQueueSettings,
  MetricsSettings,
  ReassignmentQueueSettings,
  TableSettings,
} from '../../../shared/runtime/settings.ts';

export const Settings = TableSettings.extend(ChangeQueueSettings.shape)
  .extend(ReassignmentQueueSettings.shape)
  .extend(MetricsSettings.shape);
