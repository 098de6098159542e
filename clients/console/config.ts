import * as z from 'zod';

/** The endpoints of an issuer whose discovery document browsers may not read, or do not have. */
const Metadata = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  end_session_endpoint: z.url().optional(),
  revocation_endpoint: z.url().optional(),
  userinfo_endpoint: z.url().optional(),
  jwks_uri: z.url().optional(),
});

/** What the console has to know of its deployment: the content of `/console/config.json`. */
export const ConsoleConfig = z.object({
  /** The `iss` of the tokens. Without `metadata`, its discovery document names the endpoints. */
  issuer: z.url(),
  /** The console's client at the issuer: public, authorization code with PKCE. */
  clientId: z.string().min(1),
  /** Separated by blanks. With `offline_access`, or what the issuer has in its place, sessions are renewed silently. */
  scopes: z.string().min(1),
  metadata: Metadata.optional(),
});
export type ConsoleConfig = z.infer<typeof ConsoleConfig>;

/** Where the console is served. */
export const basePath = '/console';
/** Where the issuer sends people after they signed in: the redirect URI of the client, below the console's origin. */
export const signedInPath = `${basePath}/signed-in`;
/** Where the issuer sends people after they signed out. */
export const signedOutPath = `${basePath}/signed-out`;
