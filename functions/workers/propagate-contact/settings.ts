import * as z from 'zod';
import {
  MetricsSettings,
  PropagationQueueSettings,
  TableSettings,
} from '../../../shared/runtime/settings.ts';

/** With an endpoint, members' own systems are told; the secret that calls are signed with belongs to it. */
export const Settings = TableSettings.extend(PropagationQueueSettings.shape)
  .extend(MetricsSettings.shape)
  .extend({
    LONGEST_PAUSE_SECONDS: z.coerce.number<string>().int().positive(),
    MEMBER_ENDPOINT: z.url().optional(),
    MEMBER_SECRET_ARN: z.string().min(1).optional(),
    MEMBER_TIMEOUT_MILLISECONDS: z.coerce.number<string>().positive().optional(),
  });
