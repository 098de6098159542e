import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SignInError } from '../errors/errors.ts';
import type { Io } from '../io.ts';
import { renewed, type TokenSource } from './token-source.ts';

/** The checkout's own command that prints a token of its issuer. */
const command = fileURLToPath(new URL('../../../infra/laptop/token.ts', import.meta.url));
const lifetimeSeconds = 3600;

/** Tokens of the checkout's issuer: only a local stack of this checkout accepts them. */
export function laptopTokens(
  nic: string,
  { operator }: { readonly operator: boolean },
  { now }: Io,
): TokenSource {
  const words = [command, nic, '--expires-in', String(lifetimeSeconds), ...(operator ? ['--operator'] : [])];
  return renewed(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, words).catch((error: unknown) => {
      throw new SignInError('Could not make a token: --as works in a checkout of this project alone.', {
        cause: error,
      });
    });
    return { value: stdout.trim(), expiresInSeconds: lifetimeSeconds };
  }, now);
}
