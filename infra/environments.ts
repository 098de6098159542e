import * as z from 'zod';
import type { MemberTiming } from '../shared/messages/timing.ts';

/** An address below which services are: nothing follows its path. */
const MemberEndpoint = z
  .url({ protocol: /^https?$/ })
  .transform((url) => url.replace(/\/+$/, ''))
  .refine((url) => {
    const { username, password, search, hash } = new URL(url);
    return username === '' && password === '' && search === '' && hash === '';
  }, 'must not contain a user, a query or a fragment');

/** What differs between the places where the system runs. */
export const Settings = z.strictObject({
  /** The OIDC issuer of the callers' tokens; its URL as the tokens name it. */
  issuer: z.url(),
  /** The audience that a token must be meant for. */
  audience: z.string().min(1),
  /** The claim of a token that holds the caller's nic. */
  nicClaim: z.string().min(1),
  /** Whether everything, the data included, may go when the stack goes. */
  disposable: z.boolean(),
  /** Requests a second for the whole API, and how many may come at once. */
  throttling: z.strictObject({ ratePerSecond: z.number().positive(), burst: z.int().positive() }),
  /** How many propagations run at once, at the most: it bounds the load on the table. */
  propagationConcurrency: z.int().min(2).max(1000),
  /** What the life of a message to a member follows from, in whole seconds. */
  memberTiming: z.strictObject({
    functionTimeout: z.int().min(2),
    longestPause: z.int().positive(),
    longestWait: z.int().positive(),
  }) satisfies z.ZodType<MemberTiming>,
  /** Where the members' own provisioning system is, if it is to be told of changes. */
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
    // Short, so that what a stopped stack had in its queues comes back soon.
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
 * The environment that the CDK context names (`-c environment=production`), with what the context may give in the place
 * of its own: issuer, audience, claim, and the members' endpoint. Throws on a name or a value that is not good.
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

/** Zod's own message is JSON, which nobody wants to read under `cdk synth`. */
function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success)
    throw new Error(`The CDK context (-c) is not valid:\n${z.prettifyError(result.error)}`);
  return result.data;
}
