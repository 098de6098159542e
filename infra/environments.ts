import * as z from 'zod';
import type { MemberTiming } from '../shared/messages/timing.ts';

/** The base URL of the member system. Paths are appended to it, so it has no query and no fragment. */
const MemberEndpoint = z
  .url({ protocol: /^https?$/ })
  .transform((url) => url.replace(/\/+$/, ''))
  .refine((url) => {
    const { username, password, search, hash } = new URL(url);
    return username === '' && password === '' && search === '' && hash === '';
  }, 'must not contain a user, a query or a fragment');

/** The settings that differ between environments. */
export const Settings = z.strictObject({
  /** The URL of the tokens' OIDC issuer, exactly as in the tokens. */
  issuer: z.url(),
  /** A token must have it. */
  audience: z.string().min(1),
  /** The claim of a token that holds the caller's nic. */
  nicClaim: z.string().min(1),
  /** Whether everything, including the data, is deleted with the stack. */
  disposable: z.boolean(),
  /** The rate limit of the whole API, in requests per second, and its burst. */
  throttling: z.strictObject({ ratePerSecond: z.number().positive(), burst: z.int().positive() }),
  /** Batches in flight at once. It limits the load on the table. */
  propagationConcurrency: z.int().min(2).max(1000),
  /** The times from which the life of a message to a member is derived, in whole seconds. */
  memberTiming: z.strictObject({
    functionTimeout: z.int().min(2),
    longestPause: z.int().positive(),
    longestWait: z.int().positive(),
  }) satisfies z.ZodType<MemberTiming>,
  memberEndpoint: MemberEndpoint.optional(),
});
export type Settings = z.infer<typeof Settings>;

export const environments = {
  local: {
    issuer: 'https://issuer.local.invalid/',
    audience: 'voip-contacts',
    nicClaim: 'nic',
    disposable: true,
    throttling: { ratePerSecond: 2_000, burst: 4_000 },
    propagationConcurrency: 4,
    // Short, so that a restarted stack soon resends the messages that its queues lost.
    memberTiming: { functionTimeout: 2, longestPause: 12, longestWait: 10 },
  },
  development: {
    issuer: 'https://issuer.example.com/',
    audience: 'voip-contacts',
    nicClaim: 'nic',
    disposable: true,
    throttling: { ratePerSecond: 100, burst: 200 },
    propagationConcurrency: 10,
    memberTiming: { functionTimeout: 6, longestPause: 300, longestWait: 3_600 },
  },
  production: {
    issuer: 'https://issuer.example.com/',
    audience: 'voip-contacts',
    nicClaim: 'nic',
    disposable: false,
    throttling: { ratePerSecond: 500, burst: 1_000 },
    propagationConcurrency: 100,
    memberTiming: { functionTimeout: 6, longestPause: 300, longestWait: 3_600 },
  },
} satisfies Record<string, Settings>;

const EnvironmentName = z.enum(['local', 'development', 'production']);
export type EnvironmentName = z.infer<typeof EnvironmentName>;

const Context = z.object({
  environment: EnvironmentName.default('development'),
  issuer: z.url().optional(),
  audience: z.string().min(1).optional(),
  nicClaim: z.string().min(1).optional(),
  memberEndpoint: z.string().min(1).optional(),
});

/**
 * The environment of the CDK context (`-c environment=production`), which may override `issuer`, `audience`, `nicClaim`
 * and `memberEndpoint`. Throws if a setting is missing or invalid.
 */
export function settingsFrom(context: (name: string) => unknown): {
  name: EnvironmentName;
  settings: Settings;
} {
  const { environment, ...given } = parse(Context, {
    environment: context('environment') ?? undefined,
    issuer: context('issuer') ?? undefined,
    audience: context('audience') ?? undefined,
    nicClaim: context('nicClaim') ?? undefined,
    memberEndpoint: context('memberEndpoint') ?? undefined,
  });
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const settings = parse(Settings, { ...environments[environment], ...named });
  if (environment !== 'local' && settings.memberEndpoint?.startsWith('https:') === false)
    throw new Error('memberEndpoint must be an https URL. Only the local environment accepts http.');
  return { name: environment, settings };
}

/** Parses with a readable error; the default message of a zod error is JSON. */
function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success)
    throw new Error(`The CDK context (-c) is not valid:\n${z.prettifyError(result.error)}`);
  return result.data;
}
