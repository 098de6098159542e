import { MailSettings, MetricsSettings, TableSettings } from '../../../shared/runtime/settings.ts';

export const Settings = TableSettings.extend(MailSettings.shape).extend(MetricsSettings.shape);
