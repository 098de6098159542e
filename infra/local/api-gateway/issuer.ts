import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import * as z from 'zod';

const algorithm = 'RS256';
const keyId = 'local';

const issuerFile = z.strictObject({
  url: z.url(),
  audience: z.string(),
  privateKey: z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string(), d: z.string() }),
});

type IssuerFile = z.infer<typeof issuerFile>;

export interface TokenOptions {
  readonly subject: string;
  /** Separated by spaces. */
  readonly scope: string;
  readonly claims?: Readonly<Record<string, string>>;
  /** Negative for a token that has expired. Default 3600. */
  readonly expiresInSeconds?: number | undefined;
}

export interface IssuerKeys {
  readonly url: string;
  readonly keyId: string;
  readonly publicKey: CryptoKey;
}

/** A stand-in for an OIDC issuer. Its keys are in a folder, and every stack that uses the folder accepts its tokens. */
export interface FolderIssuer extends IssuerKeys {
  readonly audience: string;
  /** The private key, as a JSON Web Key with its id. */
  readonly signingKey: JWK;
  token(options: TokenOptions): Promise<string>;
}

/** Reads the issuer of a folder. The first call creates it. */
export async function folderIssuer(folder: string, audience: string): Promise<FolderIssuer> {
  const path = join(folder, 'issuer.json');
  const file = read(path) ?? (await make(path, audience));
  const { d: _private, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicPart } = file.privateKey;
  const privateKey = await importJWK(file.privateKey, algorithm);
  const publicKey = await importJWK(publicPart, algorithm);
  if (publicKey instanceof Uint8Array) throw new Error(`${path} holds no RSA key`);
  return {
    url: file.url,
    audience: file.audience,
    keyId,
    publicKey,
    signingKey: { ...file.privateKey, kid: keyId, alg: algorithm, use: 'sig' },
    token({ subject, scope, claims, expiresInSeconds = 3600 }) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ ...claims, scope })
        .setProtectedHeader({ alg: algorithm, kid: keyId, typ: 'JWT' })
        .setIssuer(file.url)
        .setAudience(file.audience)
        .setSubject(subject)
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

async function make(path: string, audience: string): Promise<IssuerFile> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const file = {
    url: `https://issuer.local.invalid/${randomUUID()}`,
    audience,
    privateKey: await exportJWK(privateKey),
  };
  const draft = `${path}.${process.pid}.${randomUUID()}`;
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(draft, `${JSON.stringify(file, undefined, 2)}\n`, { mode: 0o600 });
  try {
    // Unlike a rename, a link fails if another process was faster. That process's issuer is then used.
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
