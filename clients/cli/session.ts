import * as z from 'zod';
import { createClient, type Client } from '../lib/api/client.ts';
import { SignInError, UsageError } from './errors/errors.ts';
import type { Io } from './io.ts';
import { clientCredentials } from './sign-in/client-credentials.ts';
import { laptopTokens } from './sign-in/laptop.ts';
import { isThisMachine } from './sign-in/this-machine.ts';
import type { TokenSource } from './sign-in/token-source.ts';

/** The options of every command: where the API is, and who calls it. */
export const SessionOptions = z.object({
  api: z.string().optional(),
  as: z.string().optional(),
  operator: z.boolean().default(false),
});
export type SessionOptions = z.infer<typeof SessionOptions>;

const localUrl = (environment: Io['environment']): string =>
  `http://127.0.0.1:${environment['PORT'] ?? '3000'}`;

/**
 * A client of the API for who the options and the environment name.
 * @throws UsageError if they do not say where the API is, SignInError if they do not say who calls
 */
export function openSession(options: SessionOptions, io: Io): Client {
  const { environment, fetch } = io;
  const given = options.api ?? environment['CONTACTS_API'];
  const url = given ?? (options.as === undefined ? undefined : localUrl(environment));
  if (url === undefined) {
    throw new UsageError(
      'Where is the API? Name it with --api URL or CONTACTS_API; on a laptop, --as NIC calls the local stack.',
    );
  }
  if (!URL.canParse(url))
    throw new UsageError(`${url} is no address: it looks like https://contacts.example.com`);
  return createClient({
    url: url.replace(/\/+$/, ''),
    token: tokenSource(options, url, io),
    fetch,
    pause: saidPause(io),
  });
}

/** A pause that a person at a terminal is told of, once. */
function saidPause({ pause, isProgressShown, stderr }: Io): Io['pause'] {
  let isSaid = !isProgressShown;
  return (milliseconds, signal) => {
    if (!isSaid) stderr.write('The API does not answer, or is busy. Trying again …\n');
    isSaid = true;
    return pause(milliseconds, signal);
  };
}

function tokenSource({ as, operator }: SessionOptions, url: string, io: Io): TokenSource {
  const {
    CONTACTS_TOKEN: token,
    CONTACTS_ISSUER: issuer,
    CONTACTS_CLIENT_ID: clientId,
    CONTACTS_CLIENT_SECRET: clientSecret,
    CONTACTS_SCOPE: scope,
    CONTACTS_AUDIENCE: audience,
  } = io.environment;
  if (as !== undefined) {
    if (isThisMachine(url)) return laptopTokens(as, { operator }, io);
    throw new UsageError(
      `--as is for a stack on this machine, and ${url} is none: no other accepts such a token.`,
    );
  }
  if (operator)
    throw new UsageError('--operator goes with --as NIC. Elsewhere the token says who is an operator.');
  if (token !== undefined && token !== '') return () => Promise.resolve(token);
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined) {
    return clientCredentials({ issuer, clientId, clientSecret, scope, audience }, io);
  }
  throw new SignInError(
    'Who calls? Set CONTACTS_TOKEN to a bearer token, or CONTACTS_ISSUER, CONTACTS_CLIENT_ID and\n' +
      'CONTACTS_CLIENT_SECRET to the credentials of a program; on a laptop, add --as NIC.',
  );
}
