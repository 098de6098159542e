import * as z from 'zod';
import type { Caller } from '../domain/caller.ts';
import { Nic } from '../domain/identifiers.ts';
import type { HttpEvent } from './event.ts';

/** The scope that marks the operator's own staff and reassignments. */
export const operatorScope = 'operator';
/** The scope that every other caller has. */
export const contactsScope = 'contacts';

const Claims = z.object({ scope: z.string().default('') });

/** Who the authorizer says is calling, or undefined if the token names no nic. */
export function callerOf(event: HttpEvent, nicClaim: string): Caller | undefined {
  const claims = event.requestContext.authorizer?.jwt.claims ?? {};
  const nic = Nic.safeParse(claims[nicClaim]);
  const scopes = Claims.safeParse(claims);
  if (!nic.success || !scopes.success) return undefined;
  return { nic: nic.data, isOperator: scopes.data.scope.split(' ').includes(operatorScope) };
}
