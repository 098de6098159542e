/** Prints a bearer token of the local issuer, and nothing else. */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { Nic } from '../../shared/domain/identifiers.ts';
import { localIssuer } from './issuer.ts';

const usage = 'usage: token <nic> [--operator] [--expires-in SECONDS]';

function readCommand(): { nic: string; operator: boolean; expiresInSeconds: number } {
  const { values, positionals } = parseArgs({
    args: joinNegative(process.argv.slice(2)),
    allowPositionals: true,
    options: {
      operator: { type: 'boolean', default: false },
      'expires-in': { type: 'string', default: '3600' },
    },
  });
  const [nic] = z.tuple([Nic], 'needs exactly one nic').parse(positionals);
  const seconds = z.coerce.number('--expires-in needs a number of seconds').int().parse(values['expires-in']);
  return { nic, operator: values.operator, expiresInSeconds: seconds };
}

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

try {
  const issuer = await localIssuer();
  process.stdout.write(`${await issuer.token(readCommand())}\n`);
} catch (error) {
  const reason =
    error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error;
  process.stderr.write(`${String(reason)}\n${usage}\n`);
  process.exitCode = 2;
}
