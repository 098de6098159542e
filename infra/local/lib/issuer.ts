import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey } from 'jose';
import * as z from 'zod';

const algorithm = 'RS256';
const keyId = 'local';

const issuerFile = z.strictObject({
  url: z.url(),
  audience: z.string(),
  privateKey: z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string(), d: z.string() }),
});

type IssuerFile = z.infer<typeof issuerFile>;

/** What a token says of its bearer. */
export interface TokenClaims {
  readonly nic: string;
  /** Adds the scope `operator` to `contacts`. Default false. */
  readonly operator?: boolean;
  /** Negative for a token that has expired. Default 3600. */
  readonly expiresInSeconds?: number;
}

/** The public half, by which a token is verified. */
export interface IssuerKeys {
  readonly url: string;
  readonly keyId: string;
  readonly publicKey: CryptoKey;
}

/** The stand-in for the OIDC issuer: it belongs to the checkout, so its tokens fit every local stack of it. */
export interface LocalIssuer extends IssuerKeys {
  readonly audience: string;
  /** Mints a bearer token. */
  token(claims: TokenClaims): Promise<string>;
}

/** The folder at the root of the checkout that git ignores. */
export const localFolder = fileURLToPath(new URL('../../../.local/', import.meta.url));

/** Reads the checkout's issuer, making it the first time. */
export async function localIssuer(folder: string = localFolder): Promise<LocalIssuer> {
  const path = join(folder, 'issuer.json');
  const file = read(path) ?? (await make(path));
  const { d: _private, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicPart } = file.privateKey;
  const privateKey = await importJWK(file.privateKey, algorithm);
  const publicKey = await importJWK(publicPart, algorithm);
  if (publicKey instanceof Uint8Array) throw new Error(`${path} holds no RSA key`);
  return {
    url: file.url,
    audience: file.audience,
    keyId,
    publicKey,
    token({ nic, operator = false, expiresInSeconds = 3600 }) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ nic, scope: operator ? 'contacts operator' : 'contacts' })
        .setProtectedHeader({ alg: algorithm, kid: keyId, typ: 'JWT' })
        .setIssuer(file.url)
        .setAudience(file.audience)
        .setSubject(nic)
        .setIssuedAt(Math.min(now, now + expiresInSeconds))
        .setExpirationTime(now + expiresInSeconds)
        .sign(privateKey);
    },
  };
}

function read(path: string): IssuerFile | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  return issuerFile.parse(JSON.parse(text));
}

async function make(path: string): Promise<IssuerFile> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const file = {
    url: `https://issuer.local.invalid/${randomUUID()}`,
    audience: 'voip-contacts',
    privateKey: await exportJWK(privateKey),
  };
  const draft = `${path}.${process.pid}.${randomUUID()}`;
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(draft, `${JSON.stringify(file, undefined, 2)}\n`, { mode: 0o600 });
  try {
    // A link, unlike a rename, fails if another process was faster: then the issuer of that one counts.
    linkSync(draft, path);
  } catch (error) {
    if (read(path) === undefined) throw error;
  } finally {
    rmSync(draft);
  }
  const made = read(path);
  if (made === undefined) throw new Error(`${path} cannot be read`);
  return made;
}
