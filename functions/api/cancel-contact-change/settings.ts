import { ApiSettings } from '../../../shared/http/compose.ts';
import { ChangeQueueSettings } from '../../../shared/runtime/settings.ts';

export const Settings = ApiSettings.extend(ChangeQueueSettings.shape);
