import { MetricsSettings, TableSettings } from '../../../shared/runtime/settings.ts';

export const Settings = TableSettings.extend(MetricsSettings.shape);
