import {
  ChangeQueueSettings,
  EventQueueSettings,
  MetricsSettings,
  ReassignmentQueueSettings,
  TableSettings,
  NotifiesMembersSettings,
} from '../../../shared/runtime/settings.ts';

export const Settings = TableSettings.extend(ChangeQueueSettings.shape)
  .extend(ReassignmentQueueSettings.shape)
  .extend(EventQueueSettings.shape)
  .extend(NotifiesMembersSettings.shape)
  .extend(MetricsSettings.shape);
