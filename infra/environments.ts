import * as z from 'zod';

/** What differs between the places where the system runs. */
export const Settings = z.strictObject({
  /** The OIDC issuer of the callers' tokens; its URL as the tokens name it. */
  issuer: z.url(),
  /** The audience that a token must be meant for. */
  audience: z.string().min(1),
  /** The claim of a token that holds the caller's nic. */
  nicClaim: z.string().min(1),
  /** Whether everything, the data included, may go when the stack goes. */
  throwAway: z.boolean(),
  /** Requests a second for the whole API, and how many may come at once. */
  throttling: z.strictObject({ ratePerSecond: z.number().positive(), burst: z.int().positive() }),
  /** How many propagations run at once, at the most: it bounds the load on the table. */
  propagationConcurrency: z.int().min(2).max(1000),
});
export type Settings = z.infer<typeof Settings>;

export const environments = {
  local: {
    issuer: 'https://issuer.local.invalid/',
    audience: 'voip-contacts',
    nicClaim: 'nic',
    throwAway: true,
    throttling: { ratePerSecond: 2_000, burst: 4_000 },
    propagationConcurrency: 4,
  },
  development: {
    issuer: 'https://issuer.example.com/',
    audience: 'voip-contacts',
    nicClaim: 'nic',
    throwAway: true,
    throttling: { ratePerSecond: 100, burst: 200 },
    propagationConcurrency: 10,
  },
  production: {
    issuer: 'https://issuer.example.com/',
    audience: 'voip-contacts',
    nicClaim: 'nic',
    throwAway: false,
    throttling: { ratePerSecond: 500, burst: 1_000 },
    propagationConcurrency: 100,
  },
} satisfies Record<string, Settings>;

const EnvironmentName = z.enum(['local', 'development', 'production']);
export type EnvironmentName = z.infer<typeof EnvironmentName>;

const Context = z.object({
  environment: EnvironmentName.default('development'),
  issuer: z.url().optional(),
  audience: z.string().min(1).optional(),
  nicClaim: z.string().min(1).optional(),
});

/**
 * The environment that the CDK context names (`-c environment=production`), with the issuer, the audience and the
 * claim that it may give in their place. Throws on a name or a value that is not known.
 */
export function settingsFrom(context: (name: string) => unknown): {
  name: EnvironmentName;
  settings: Settings;
} {
  const { environment, ...given } = Context.parse({
    environment: context('environment') ?? undefined,
    issuer: context('issuer') ?? undefined,
    audience: context('audience') ?? undefined,
    nicClaim: context('nicClaim') ?? undefined,
  });
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { name: environment, settings: Settings.parse({ ...environments[environment], ...named }) };
}
