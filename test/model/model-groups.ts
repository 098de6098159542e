import type { Contacts } from '../../shared/domain/roles.ts';
import type { ServiceKind } from '../../shared/domain/service.ts';
import { order, type Model } from './model.ts';

/** Services join strictly above the revisions at which they were last known, all at the same (R10). */
export interface ModelJoin {
  readonly services: readonly number[];
  readonly group: number;
  readonly kind: ServiceKind;
  /** Whether the others join if some cannot. */
  readonly isPartial: boolean;
}

/** Returns why some cannot join. */
export function joinModel(model: Model, { services, group, kind, isPartial }: ModelJoin): string[] {
  const joined = model.group(group);
  if (joined.isDeleted) return ['not-found'];
  const reasons = services.flatMap((number) => whyNot(model, number, group, kind) ?? []);
  if (reasons.length > 0 && !isPartial) return reasons.toSorted();
  const joining = services.filter((number) => !model.services.has(number));
  const last = joining.map((number) => model.lastRevisions.get(number) ?? -1);
  joined.revision = Math.max(joined.revision, ...last.map((revision) => revision + 1));
  for (const number of joining) model.services.set(number, { group, kind, joined: joined.revision, own: [] });
  return isPartial ? reasons.toSorted() : [];
}

function whyNot(model: Model, number: number, group: number, kind: ServiceKind): string | undefined {
  const member = model.services.get(number);
  if (member === undefined) return undefined;
  if (member.group !== group) return 'service-in-another-group';
  return member.kind === kind ? undefined : 'state-conflict';
}

/** Deletes a group without services, open requests and changes that propagate. Returns why it cannot. */
export function deleteModelGroup(model: Model, number: number): string[] {
  const group = model.group(number);
  if (group.isDeleted) return ['not-found'];
  const isInUse =
    model.membersOf(number).length > 0 ||
    group.propagating > 0 ||
    model.requests.some(
      (request) => request.group === number && (model.isOpen(request) || request.retryAt !== undefined),
    );
  if (isInUse) return ['state-conflict'];
  group.isDeleted = true;
  return [];
}

/** Makes a deleted group again, above every revision that it had. Returns why it cannot. */
export function makeModelGroup(model: Model, number: number, contacts: Contacts): string[] {
  const group = model.group(number);
  const isSame = order.every((role) => group.contacts[role] === contacts[role]);
  if (!group.isDeleted) return isSame ? [] : ['state-conflict'];
  if (order.some((role) => model.accounts.get(contacts[role])?.status !== 'open'))
    return ['recipient-closed'];
  group.isDeleted = false;
  group.generation += 1;
  group.contacts = contacts;
  group.revision += 1;
  group.history.splice(0, Infinity, { revision: group.revision, contacts });
  return [];
}
