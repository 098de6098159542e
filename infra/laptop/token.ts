/** Prints a bearer token of the local issuer, and nothing else. */
import * as z from 'zod';
import { Nic } from '../../shared/domain/identifiers.ts';
import { readOptions, runCommand } from '../command-line.ts';
import { localIssuer } from './issuer.ts';

const usage = 'usage: token <nic> [--operator] [--expires-in SECONDS]';

const schema = z.object({
  positionals: z.tuple([Nic], 'needs exactly one nic'),
  operator: z.boolean().default(false),
  'expires-in': z.coerce.number('--expires-in needs a number of seconds').int().default(3600),
});
const options = { operator: { type: 'boolean' }, 'expires-in': { type: 'string' } } as const;

/** Joins `--expires-in -60` with `=`, because parseArgs rejects a separate value that begins with a dash. */
function joinNegative(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    if (joined.at(-1) === '--expires-in' && /^-\d/.test(word))
      joined[joined.length - 1] = `--expires-in=${word}`;
    else joined.push(word);
  }
  return joined;
}

await runCommand(usage, async (words) => {
  const line = { usage, options, allowPositionals: true, schema };
  const { positionals, operator, 'expires-in': expiresInSeconds } = readOptions(line, joinNegative(words));
  const issuer = await localIssuer();
  process.stdout.write(`${await issuer.token({ nic: positionals[0], operator, expiresInSeconds })}\n`);
});
