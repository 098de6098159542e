import {
  allowInsecureRequests,
  clientCredentialsGrant,
  ClientSecretPost,
  customFetch,
  discovery,
} from 'openid-client';
import { SignInError } from '../errors/errors.ts';
import type { Io } from '../io.ts';
import { isThisMachine } from './this-machine.ts';
import { renewed, type TokenSource } from './token-source.ts';

export interface ClientCredentials {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Some issuers need it to give a token for this API. */
  readonly scope: string | undefined;
  readonly audience: string | undefined;
}

/** Tokens of an OIDC issuer for a program, which renews them by itself (OAuth 2.0 client credentials). */
export function clientCredentials(
  { issuer, clientId, clientSecret, scope, audience }: ClientCredentials,
  { fetch, now }: Io,
): TokenSource {
  async function configure() {
    const configuration = await discovery(
      new URL(issuer),
      clientId,
      undefined,
      ClientSecretPost(clientSecret),
      {
        // On this machine, an issuer needs no certificate.
        execute: isThisMachine(issuer) ? [allowInsecureRequests] : [],
        [customFetch]: (url, options) => fetch(url, { ...options, body: options.body ?? null }),
      },
    );
    return configuration;
  }
  let configured: ReturnType<typeof configure> | undefined;
  const parameters = { ...(scope !== undefined && { scope }), ...(audience !== undefined && { audience }) };
  return renewed(async () => {
    try {
      configured ??= configure();
      const answer = await clientCredentialsGrant(await configured, parameters);
      return { value: answer.access_token, expiresInSeconds: answer.expires_in };
    } catch (error) {
      configured = undefined;
      throw new SignInError(
        `Could not sign in at ${issuer} as ${clientId}: ${reasonOf(error)}\n` +
          'Check CONTACTS_ISSUER, CONTACTS_CLIENT_ID, CONTACTS_CLIENT_SECRET and CONTACTS_SCOPE.',
        { cause: error },
      );
    }
  }, now);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const parts = [error.message];
  if ('error' in error && typeof error.error === 'string') parts.push(error.error);
  if ('error_description' in error && typeof error.error_description === 'string') {
    parts.push(error.error_description);
  }
  if (error.cause instanceof Error) parts.push(error.cause.message);
  return [...new Set(parts)].join(': ');
}
