import * as z from 'zod';
import { ChangeId, Nic, ServiceId } from '../../../shared/domain/identifiers.ts';
import { Role, roles } from '../../../shared/domain/roles.ts';
import type { JsonObject } from '../gate/json.ts';
import type { WireAnswer } from '../gate/wire.ts';
import { mustHold } from '../violation.ts';

const Call = z.object({
  path: z.string().regex(/^\/services\/[0-9]+\/contacts$/),
  headers: z.looseObject({ 'webhook-id': z.string(), 'webhook-signature': z.string() }),
  body: z.string(),
});
const Body = z.strictObject({
  serviceId: ServiceId,
  cause: z.enum(['change', 'join', 'resync']),
  changeId: ChangeId.optional(),
  revision: z.int(),
  contacts: z.partialRecord(Role, Nic),
});

/** The contact and revision of each role of a member. */
type Standing = Partial<Record<Role, { readonly revision: number; readonly nic: Nic }>>;

/** A temporary or a permanent refusal. */
export const refusalOf = (status: number, retryAfter?: number): WireAnswer => ({
  status,
  headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  body: '',
});

/**
 * A member system by the contract: it acts once per idempotency key, compares revisions by role, and answers 409 if all
 * are later.
 */
export class MemberSystem {
  readonly #standing = new Map<ServiceId, Standing>();
  readonly #keys = new Set<string>();
  readonly #acted = new Set<string>();

  /** @throws Violation when a change acts on a member twice (2) */
  answer(input: JsonObject): WireAnswer {
    const { path, headers, body } = Call.parse(input);
    const serviceId = ServiceId.parse(path.split('/')[2]);
    const { changeId, revision, contacts } = Body.parse(JSON.parse(body));
    const key = headers['webhook-id'];
    if (this.#keys.has(key)) return refusalOf(204);
    const before = this.#standing.get(serviceId) ?? {};
    const moved = roles.filter((role) => contacts[role] !== undefined);
    if (moved.every((role) => this.revision(serviceId, role) > revision)) return refusalOf(409);
    this.#keys.add(key);
    const act = `${changeId ?? key} ${serviceId}`;
    mustHold(2, !this.#acted.has(act), () => `the system of ${serviceId} acted on ${changeId ?? key} twice`);
    this.#acted.add(act);
    const taken = moved.flatMap((role) => {
      const nic = contacts[role];
      return nic === undefined || this.revision(serviceId, role) > revision
        ? []
        : [[role, { revision, nic }] as const];
    });
    this.#standing.set(serviceId, { ...before, ...Object.fromEntries(taken) });
    return refusalOf(204);
  }

  /** 0 before it took any. */
  revision(serviceId: ServiceId, role: Role): number {
    return this.#standing.get(serviceId)?.[role]?.revision ?? 0;
  }

  contact(serviceId: ServiceId, role: Role): Nic | undefined {
    return this.#standing.get(serviceId)?.[role]?.nic;
  }
}
