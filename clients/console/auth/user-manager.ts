import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { signedInPath, signedOutPath, type ConsoleConfig } from '../config.ts';

/** Signs people in at the issuer by authorization code with PKCE. Tokens stay in the session storage of the tab. */
export const createUserManager = ({
  issuer,
  clientId,
  scopes,
  parameters,
  metadata,
}: ConsoleConfig): UserManager =>
  new UserManager({
    authority: issuer,
    client_id: clientId,
    scope: scopes,
    redirect_uri: location.origin + signedInPath,
    popup_redirect_uri: location.origin + signedInPath,
    post_logout_redirect_uri: location.origin + signedOutPath,
    response_type: 'code',
    // Renewed when a call needs it: see `Session`.
    automaticSilentRenew: false,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    popupWindowFeatures: { width: 480, height: 640 },
    ...(parameters !== undefined && { extraQueryParams: parameters }),
    ...(metadata !== undefined && { metadata: { issuer, ...definedOnly(metadata) } }),
  });

/** Where a sign-in returns to. */
export interface SignInState {
  readonly returnTo: string;
}

export const isSignInState = (state: unknown): state is SignInState =>
  typeof state === 'object' && state !== null && 'returnTo' in state && typeof state.returnTo === 'string';

const definedOnly = (values: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
