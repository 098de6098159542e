import * as z from 'zod';

/** A URL, or a path at the console's own origin. */
const Address = z.union([z.url(), z.string().startsWith('/')]);

/** The endpoints of an issuer whose discovery document browsers may not read, or do not have. */
const Metadata = z.object({
  authorization_endpoint: Address,
  token_endpoint: Address,
  end_session_endpoint: Address.optional(),
  revocation_endpoint: Address.optional(),
  userinfo_endpoint: Address.optional(),
  jwks_uri: Address.optional(),
});

/** What the console has to know of its deployment: the content of `/console/config.json`, written at deployment. */
export const ConsoleConfig = z.object({
  /** The `iss` of the tokens. Without `metadata`, its discovery document names the endpoints. */
  issuer: z.url(),
  /** The console's client at the issuer: public, authorization code with PKCE. */
  clientId: z.string().min(1),
  /** Separated by blanks. With `offline_access`, or what the issuer has in its place, sessions are renewed silently. */
  scopes: z.string().min(1),
  /** Further parameters of the authorization request, such as Auth0's `audience`. */
  parameters: z.record(z.string(), z.string()).optional(),
  metadata: Metadata.optional(),
});
export type ConsoleConfig = z.infer<typeof ConsoleConfig>;

/**
 * Parses `config.json`, with absolute addresses of the issuer's endpoints.
 * @param origin the console's own, which paths belong to
 * @throws ZodError if the file does not fit
 */
export function readConsoleConfig(json: unknown, origin: string): ConsoleConfig {
  const config = ConsoleConfig.parse(json);
  if (config.metadata === undefined) return config;
  const absolute = Object.entries(config.metadata).map(([name, address]) => [
    name,
    new URL(address, origin).href,
  ]);
  return { ...config, metadata: Metadata.parse(Object.fromEntries(absolute)) };
}

/** Where the console is served. */
export const basePath = '/console';
/** Where the issuer sends people after they signed in: the redirect URI of the client, below the console's origin. */
export const signedInPath = `${basePath}/signed-in`;
/** Where the issuer sends people after they signed out. */
export const signedOutPath = `${basePath}/signed-out`;
