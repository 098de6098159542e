import {
  ChangeQueueSettings,
  PropagationQueueSettings,
  TableSettings,
} from '../../../shared/runtime/settings.ts';

export const Settings = TableSettings.extend(ChangeQueueSettings.shape).extend(
  PropagationQueueSettings.shape,
);
