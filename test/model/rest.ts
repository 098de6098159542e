import { expect } from 'vitest';
import { ChangeId, ReassignmentId } from '../../shared/domain/identifiers.ts';
import { countsOf, reassignmentNow } from '../support/reassignments.ts';
import { serviceId } from '../support/world.ts';
import type { Both } from './act.ts';
import { groupIds, groupNumbers } from './actors.ts';
import type { ModelRequest } from './model-types.ts';

/** Whether members of the change failed. */
export async function hasFailed({ world, model }: Both, request: ModelRequest): Promise<boolean> {
  const { state } = await world.changeNow({ changeId: ChangeId.parse(request.id) });
  return state === 'completed-with-failures' && model.hasGroup(request);
}

/** Whether no request waits for its turn, every change is everywhere, and all reassignments that began have ended. */
export async function isAtRest({ world, model }: Both): Promise<boolean> {
  if (groupNumbers.some((group) => model.line(group).length > 0)) return false;
  for (const request of model.requests) {
    // What failed on a deleted group cannot be retried.
    if (!model.hasGroup(request)) continue;
    const { state } = await world.changeNow({ changeId: ChangeId.parse(request.id) });
    if (state === 'propagating' || state === 'completed-with-failures') return false;
  }
  for (const { id } of model.reassignments) {
    const reassignment = await world.stores.reassignments.find(ReassignmentId.parse(id));
    if (reassignment?.run !== undefined && reassignment.completedAt === undefined) return false;
  }
  const rows = await world.stores.services.findMany([...model.services.keys()].map(serviceId));
  return model.settings.notifiesMembers
    ? [...rows.values()].every(({ untold }) => untold === undefined)
    : true;
}

/** Expects what holds at rest: members, and the member system, have the contacts of the rules. */
export async function expectRest({ world, system, model }: Both): Promise<void> {
  for (const [number, service] of model.services) {
    const { contacts } = await world.service(number);
    expect(contacts).toEqual(model.finalContacts(service));
    if (model.settings.notifiesMembers) expect(system.contactsOf(serviceId(number))).toEqual(contacts);
  }
  for (const request of model.requests) {
    if (request.state !== 'effective' || !model.hasGroup(request)) continue;
    const change = { changeId: ChangeId.parse(request.id) };
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(await world.progressNow(change)).toMatchObject({ failed: 0, pending: 0 });
  }
  for (const { group } of await world.stores.groups.findMany(groupIds)) expect(group.propagating).toEqual({});
  for (const { id } of model.reassignments) {
    const reassignment = await world.stores.reassignments.find(ReassignmentId.parse(id));
    if (reassignment?.run === undefined) continue;
    expect(['completed', 'completed-with-failures', 'cancelled']).toContain(
      (await reassignmentNow(world, reassignment)).state,
    );
    expect((await countsOf(world, reassignment)).propagating).toBe(0);
  }
}
