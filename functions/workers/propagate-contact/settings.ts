import * as z from 'zod';
import { MetricsSettings, MemberQueueSettings, TableSettings } from '../../../shared/runtime/settings.ts';

/** The `MEMBER_…` settings describe the member system, if there is one. */
export const Settings = TableSettings.extend(MemberQueueSettings.shape)
  .extend(MetricsSettings.shape)
  .extend({
    LONGEST_PAUSE_SECONDS: z.coerce.number<string>().int().positive(),
    MEMBER_ENDPOINT: z.url().optional(),
    MEMBER_SECRET_ARN: z.string().min(1).optional(),
    MEMBER_TIMEOUT_MILLISECONDS: z.coerce.number<string>().positive().optional(),
  });

/** An incomplete set is refused, because it would silently disable the notifications. */
export const GroupedSettings = Settings.transform((settings, context) => {
  const {
    MEMBER_ENDPOINT: endpoint,
    MEMBER_SECRET_ARN: secretArn,
    MEMBER_TIMEOUT_MILLISECONDS: timeoutMilliseconds,
    ...others
  } = settings;
  if (endpoint !== undefined && secretArn !== undefined && timeoutMilliseconds !== undefined)
    return { ...others, memberSystem: { endpoint, secretArn, timeoutMilliseconds } };
  if ([endpoint, secretArn, timeoutMilliseconds].every((value) => value === undefined))
    return { ...others, memberSystem: undefined };
  context.addIssue('Set all of MEMBER_ENDPOINT, MEMBER_SECRET_ARN and MEMBER_TIMEOUT_MILLISECONDS, or none.');
  return z.NEVER;
});
