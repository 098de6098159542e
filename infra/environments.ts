import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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

const Scope = z.string().regex(/^[^\s[\]]+$/, 'must have no blank and no brackets');

/** A rate limit in requests per second, and its burst. */
const Rate = z.strictObject({ ratePerSecond: z.number().positive(), burst: z.int().positive() });

/** The settings that differ between environments. Each environment has a file of them in `infra/environments`. */
export const Settings = z.strictObject({
  /** The AWS account, twelve digits. Without it, that of the credentials. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be twelve digits')
    .optional(),
  /** The AWS region. Without it, that of the credentials. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region, for example eu-west-1')
    .optional(),
  /** The URL of the tokens' OIDC issuer, exactly as in the tokens. */
  issuer: z.url(),
  /** The audience that a token must have, or a list of which it must have one. */
  audience: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  /** The claim of a token that holds the caller's nic. */
  nicClaim: z.string().min(1),
  /** The scope of callers. */
  contactsScope: Scope,
  /** The scope of the operator's own staff and systems. */
  operatorScope: Scope,
  /** Whether the claim `roles` counts as scopes too; then API Gateway checks no scopes, and the functions do. */
  rolesAsScopes: z.boolean(),
  /** Whether everything, including the data, is deleted with the stack. */
  disposable: z.boolean(),
  /** The rate limits of API Gateway: of the stage, of each open route and of each route that writes. */
  throttling: z.strictObject({ ...Rate.shape, open: Rate, writes: Rate }),
  /** Batches in flight at once. It limits the load on the table. */
  propagationConcurrency: z.int().min(2).max(1000),
  /** The times from which the life of a message to a member is derived, in whole seconds. */
  memberTiming: z.strictObject({
    longestPause: z.int().positive(),
    longestWait: z.int().positive(),
  }) satisfies z.ZodType<Omit<MemberTiming, 'notifiesMembers'>>,
  /** The API's own domain, and the certificate for it in the same region. Without it, API Gateway's address. */
  domain: z
    .strictObject({
      name: z.hostname().max(253),
      certificateArn: z
        .string()
        .regex(
          /^arn:aws(-[a-z]+)*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
          'must be the ARN of a certificate',
        ),
    })
    .optional(),
  /** A restored table that the service uses in place of the storage stack's own. */
  tableName: z
    .string()
    .regex(/^[\w.-]{3,255}$/, 'must be the name of a table')
    .optional(),
  /** What the table takes at once, in units per second. Without it, what DynamoDB gives a new table. */
  warmThroughput: z
    .strictObject({
      readUnitsPerSecond: z.int().min(12_000),
      writeUnitsPerSecond: z.int().min(4_000),
    })
    .optional(),
  /** For how many days ended changes and reassignments are kept. Without it, for good. */
  retentionDays: z.int().min(30).max(3_650).optional(),
  memberEndpoint: MemberEndpoint.optional(),
  /** The address that mail is sent from, and the console that its links lead to. Without it, no mail is sent. */
  mail: z.strictObject({ from: z.email().max(254), consoleUrl: z.url({ protocol: /^https?$/ }) }).optional(),
});
export type Settings = z.infer<typeof Settings>;

const folder = join(import.meta.dirname, 'environments');

/** The names of the environments that have a file. */
export const environmentNames = (): string[] =>
  globSync('*.json', { cwd: folder })
    .map((file) => basename(file, '.json'))
    .toSorted();

/** The settings in an environment's file. Throws if there is none, or if it is not valid. */
export function readSettings(name: string, from: string = folder): Settings {
  const file = join(from, `${name}.json`);
  return parse(Settings, readJson(file), file);
}

/** What the CDK context may override, `-c issuer=…`. */
const overridable = [
  'issuer',
  'audience',
  'nicClaim',
  'memberEndpoint',
] as const satisfies (keyof Settings)[];

/**
 * The settings of the environment that the CDK context names (`-c environment=production`; default: development).
 * The context may override some settings of an environment whose data is disposable. Any other environment takes them
 * from its file alone, and is refused while the file has a placeholder. Throws if a name or a value is invalid.
 */
export function settingsFrom(
  context: (name: string) => unknown,
  from: string = folder,
): { name: string; settings: Settings } {
  const name = parse(EnvironmentName, context('environment') ?? 'development', 'The environment (-c)');
  const inFile = readSettings(name, from);
  const given = overridable.flatMap((key) => {
    const value = context(key) ?? undefined;
    return value === undefined ? [] : [[key, value] as const];
  });
  const settings = parse(Settings, { ...inFile, ...Object.fromEntries(given) }, 'The CDK context (-c)');
  if (settings.contactsScope === settings.operatorScope)
    throw new Error('contactsScope and operatorScope must differ: every caller would be an operator.');
  if (name !== 'local' && settings.memberEndpoint?.startsWith('https:') === false)
    throw new Error('memberEndpoint must be an https URL. Only the local environment accepts http.');
  if (name !== 'local' && settings.mail?.consoleUrl.startsWith('https:') === false)
    throw new Error('mail.consoleUrl must be an https URL. Only the local environment accepts http.');
  if (!inFile.disposable) {
    const problems = [
      ...given
        .filter(([key]) => settings[key] !== inFile[key])
        .map(([key]) => `${key} differs from the file`),
      ...placeholdersIn(inFile),
    ];
    if (problems.length > 0)
      throw new Error(
        `${name} keeps its data, so ${join(from, `${name}.json`)} alone sets it, without placeholders:\n` +
          problems.map((problem) => `- ${problem}`).join('\n'),
      );
  }
  return { name, settings };
}

const EnvironmentName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be the name of a file of environments');

/** Accounts of examples in AWS's documentation. */
const exampleAccounts = /^(?:0{12}|1{12}|123456789012)$/;
/** The names that nobody can own (RFC 2606). */
const exampleHost = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)$/;

const isExample = (url: string): boolean => exampleHost.test(new URL(url).hostname);

/** The domain of an address of mail. */
export const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);

const regionOf = (arn: string): string | undefined => arn.split(':')[3];

function placeholdersIn({ account, region, issuer, memberEndpoint, domain, mail }: Settings): string[] {
  return [
    ...(account === undefined ? ['account is not set'] : []),
    ...(account !== undefined && exampleAccounts.test(account)
      ? [`account is a placeholder: ${account}`]
      : []),
    ...(region === undefined ? ['region is not set'] : []),
    ...(isExample(issuer) ? [`issuer is a placeholder: ${issuer}`] : []),
    ...(memberEndpoint !== undefined && isExample(memberEndpoint)
      ? [`memberEndpoint is a placeholder: ${memberEndpoint}`]
      : []),
    ...(domain !== undefined && exampleHost.test(domain.name)
      ? [`domain.name is a placeholder: ${domain.name}`]
      : []),
    ...(mail !== undefined && exampleHost.test(domainOf(mail.from))
      ? [`mail.from is a placeholder: ${mail.from}`]
      : []),
    ...(mail !== undefined && isExample(mail.consoleUrl)
      ? [`mail.consoleUrl is a placeholder: ${mail.consoleUrl}`]
      : []),
    ...(domain !== undefined && regionOf(domain.certificateArn) !== region
      ? [`domain.certificateArn is of another region: ${domain.certificateArn}`]
      : []),
  ];
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`Could not read ${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Parses with a readable error; the default message of a zod error is JSON. */
function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new Error(`${what} is not valid:\n${z.prettifyError(result.error)}`);
  return result.data;
}
