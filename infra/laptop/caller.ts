import { createClient, type Client } from '../../clients/lib/api/client.ts';
import type { LocalIssuer, TokenClaims } from './issuer.ts';

/** A client of a stack on this machine, for one caller. Its token is made once, and lasts an hour by default. */
export function callerOf(
  { url }: { readonly url: string },
  issuer: LocalIssuer,
  claims: TokenClaims,
): Client {
  let token: Promise<string> | undefined;
  return createClient({ url, token: () => (token ??= issuer.token(claims)) });
}
