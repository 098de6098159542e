import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { placeholdersIn } from './placeholders.ts';
import { regionOf, Settings } from './settings.ts';

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
  // A stack on a laptop may listen at any port.
  const consoleUrl = (name === 'local' ? context('consoleUrl') : undefined) ?? inFile.mail?.consoleUrl;
  const mail = inFile.mail === undefined ? {} : { mail: { ...inFile.mail, consoleUrl } };
  const settings = parse(
    Settings,
    { ...inFile, ...mail, ...Object.fromEntries(given) },
    'The CDK context (-c)',
  );
  if (settings.contactsScope === settings.operatorScope)
    throw new Error('contactsScope and operatorScope must differ: every caller would be an operator.');
  if (name !== 'local' && settings.memberEndpoint?.startsWith('https:') === false)
    throw new Error('memberEndpoint must be an https URL. Only the local environment accepts http.');
  if (name !== 'local' && settings.mail?.consoleUrl.startsWith('https:') === false)
    throw new Error('mail.consoleUrl must be an https URL. Only the local environment accepts http.');
  if (settings.console?.webAclArn !== undefined && settings.domain === undefined)
    throw new Error(
      'console.webAclArn needs domain: requests to the address of API Gateway go around the web ACL.',
    );
  if (
    settings.console?.domain !== undefined &&
    regionOf(settings.console.domain.certificateArn) !== 'us-east-1'
  )
    throw new Error(
      'console.domain.certificateArn must be of us-east-1, where CloudFront takes certificates from.',
    );
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
