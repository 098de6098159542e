import type { Caller } from '../domain/caller.ts';
import { Nic } from '../domain/identifiers.ts';
import type { HttpEvent } from './event.ts';

/** How callers' tokens are read. */
export interface TokenSettings {
  /** The claim that holds the caller's nic. */
  readonly nicClaim: string;
  /** The scope of the operator's own staff and systems. */
  readonly operatorScope: string;
  /** The scope of every other caller. */
  readonly contactsScope: string;
  /** Whether the claim `roles` counts as scopes too. API Gateway does not read it, and then checks no scopes. */
  readonly rolesAsScopes: boolean;
}

/** The status for a token that names no nic, or that has neither scope. */
export type Rejection = 401 | 403;

/** The caller that API Gateway's authorizer verified. */
export function callerOf(event: HttpEvent, settings: TokenSettings): Caller | Rejection {
  const { nicClaim, contactsScope, operatorScope } = settings;
  const nic = Nic.safeParse(event.requestContext.authorizer?.jwt.claims[nicClaim]);
  if (!nic.success) return 401;
  const scopes = scopesOf(event, settings);
  const isOperator = scopes.has(operatorScope);
  return isOperator || scopes.has(contactsScope) ? { nic: nic.data, isOperator } : 403;
}

/**
 * The scopes of the token. A scope counts only if both the claim and API Gateway's own list have it: in the claim, an
 * entry with a blank looks like two scopes, and what the list holds besides the token's scopes is not documented.
 */
function scopesOf({ requestContext }: HttpEvent, { rolesAsScopes }: TokenSettings): ReadonlySet<string> {
  const { claims = {}, scopes: parsed } = requestContext.authorizer?.jwt ?? {};
  const names = rolesAsScopes ? ['scope', 'scp', 'roles'] : ['scope', 'scp'];
  const claimed = names.flatMap((name) => entriesOf(claims[name]));
  return new Set(parsed == null ? claimed : claimed.filter((scope) => parsed.includes(scope)));
}

/** The words of a claim, which is text or a list; API Gateway passes a list on as `[a b]`. */
function entriesOf(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.filter((entry) => typeof entry === 'string');
  if (typeof claim !== 'string') return [];
  return claim.replace(/^\[(.*)\]$/, '$1').split(' ');
}
