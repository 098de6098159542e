import { EventBusSettings, MetricsSettings, TableSettings } from '../../../shared/runtime/settings.ts';

export const Settings = TableSettings.extend(EventBusSettings.shape).extend(MetricsSettings.shape);
