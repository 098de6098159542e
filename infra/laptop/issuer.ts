import { fileURLToPath } from 'node:url';
import { readSettings } from '../environments.ts';
import { folderIssuer, type FolderIssuer } from '../local/api-gateway/issuer.ts';

export interface TokenClaims {
  readonly nic: string;
  /** Adds the operator's scope to the callers'. Default false. */
  readonly operator?: boolean;
  /** Negative for a token that has expired. Default 3600. */
  readonly expiresInSeconds?: number;
}

/** The issuer of the checkout: its tokens fit every local stack of it. */
export interface LocalIssuer extends Omit<FolderIssuer, 'token'> {
  token(claims: TokenClaims): Promise<string>;
}

/** The folder at the root of the checkout that git ignores. */
export const localFolder = fileURLToPath(new URL('../../.local/', import.meta.url));

/** Reads the checkout's issuer, making it the first time. */
export async function localIssuer(folder: string = localFolder): Promise<LocalIssuer> {
  const { audience, nicClaim, contactsScope, operatorScope } = readSettings('local');
  const [accepted = ''] = [audience].flat();
  const issuer = await folderIssuer(folder, accepted);
  return {
    ...issuer,
    token: ({ nic, operator = false, expiresInSeconds }) =>
      issuer.token({
        subject: nic,
        scope: operator ? `${contactsScope} ${operatorScope}` : contactsScope,
        claims: { [nicClaim]: nic },
        expiresInSeconds,
      }),
  };
}
