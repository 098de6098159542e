import { jwtVerify, type JWTPayload } from 'jose';
import type { IssuerKeys } from './issuer.ts';
import type { JwtRule } from './http-api-description.ts';

/** The authorizer part of the event. Every claim is a string, as with API Gateway. */
export interface Identity {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[] | null;
}

export type Authorization =
  | { readonly allowed: true; readonly identity: Identity }
  | { readonly allowed: false; readonly status: 401 | 403; readonly reason: string };

/** API Gateway's JWT authorizer: RSA signatures of the issuer's keys only. */
export async function authorize(
  rule: JwtRule,
  issuer: IssuerKeys,
  header: string | undefined,
): Promise<Authorization> {
  const token = /^(?:bearer +)?(\S+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) return unauthorized('no token');
  let claims: JWTPayload;
  try {
    const verified = await jwtVerify(
      token,
      ({ kid }) => {
        if (kid !== issuer.keyId) throw new Error('the key is not one of the issuer');
        return issuer.publicKey;
      },
      { algorithms: ['RS256', 'RS384', 'RS512'], issuer: rule.issuer, requiredClaims: ['exp'] },
    );
    claims = verified.payload;
  } catch (error) {
    return unauthorized(error instanceof Error ? error.message : String(error));
  }
  const audiences = [claims.aud ?? claims['client_id'] ?? []].flat();
  if (!audiences.some((audience) => rule.audiences.some((expected) => expected === audience))) {
    return unauthorized('the audience is another');
  }
  if (claims.iat !== undefined && claims.iat > Date.now() / 1000) return unauthorized('issued in the future');
  const scopes = scopesOf(claims);
  if (rule.scopes.length > 0 && !rule.scopes.some((scope) => scopes.includes(scope))) {
    return { allowed: false, status: 403, reason: 'no scope of the route' };
  }
  const present = Object.entries(claims).filter(([, value]) => value !== null);
  const texts = present.map(([name, value]) => [name, asText(value)]);
  return {
    allowed: true,
    identity: { claims: Object.fromEntries(texts), scopes: rule.scopes.length > 0 ? scopes : null },
  };
}

function unauthorized(reason: string): Authorization {
  return { allowed: false, status: 401, reason };
}

function scopesOf(claims: JWTPayload): string[] {
  const given = claims['scope'] ?? claims['scp'];
  if (typeof given === 'string') return given.split(' ').filter((scope) => scope !== '');
  return Array.isArray(given) ? given.filter((scope) => typeof scope === 'string') : [];
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(asText).join(' ')}]`;
  return JSON.stringify(value);
}
