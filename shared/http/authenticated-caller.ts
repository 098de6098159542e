import * as z from 'zod';
import type { Caller } from '../domain/caller.ts';
import { Nic } from '../domain/identifiers.ts';
import type { HttpEvent } from './event.ts';

/** The scope of the operator's own staff and systems. */
export const operatorScope = 'operator';
export const contactsScope = 'contacts';

const Claims = z.object({ scope: z.string().default('') });

/** The caller that API Gateway's authorizer verified, or undefined if the token has no nic. */
export function callerOf(event: HttpEvent, nicClaim: string): Caller | undefined {
  const claims = event.requestContext.authorizer?.jwt.claims ?? {};
  const nic = Nic.safeParse(claims[nicClaim]);
  const scopes = Claims.safeParse(claims);
  if (!nic.success || !scopes.success) return undefined;
  return { nic: nic.data, isOperator: scopes.data.scope.split(' ').includes(operatorScope) };
}
