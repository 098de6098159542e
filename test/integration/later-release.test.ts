import { beforeAll, describe, expect, it } from 'vitest';
import { getAccount } from '../../functions/api/get-account/get-account.ts';
import { getContactChange } from '../../functions/api/get-contact-change/get-contact-change.ts';
import { getGroup } from '../../functions/api/get-group/get-group.ts';
import { getReassignment } from '../../functions/api/get-reassignment/get-reassignment.ts';
import { getServiceRights } from '../../functions/api/get-service-rights/get-service-rights.ts';
import { getService } from '../../functions/api/get-service/get-service.ts';
import { listGroupChanges } from '../../functions/api/list-group-changes/list-group-changes.ts';
import { listGroupServices } from '../../functions/api/list-group-services/list-group-services.ts';
import { listGroups } from '../../functions/api/list-groups/list-groups.ts';
import { listMemberOutcomes } from '../../functions/api/list-member-outcomes/list-member-outcomes.ts';
import { listMyChanges } from '../../functions/api/list-my-changes/list-my-changes.ts';
import { listReassignmentOutcomes } from '../../functions/api/list-reassignment-outcomes/list-reassignment-outcomes.ts';
import { listReassignments } from '../../functions/api/list-reassignments/list-reassignments.ts';
import { requestReassignment } from '../../functions/api/request-reassignment/request-reassignment.ts';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { changeListStore } from '../../shared/store/change-lists.ts';
import { askReassignment, decideOnReassignment } from '../support/reassignments.ts';
import { TableOfLaterRelease } from '../support/table-of-later-release.ts';
import { ada, asNic, ben, cleo, dan, eve, groupId, serviceId, World } from '../support/world.ts';

const day = 24 * 60 * 60 * 1_000;

/** Everything that writes a row which is there already. */
async function writeEverything(table: TableOfLaterRelease) {
  const world = new World(table);
  await world.group(3);
  const failed = await world.effectiveChange(ada, { technical: ben });
  await world.advance();
  const [first, ...others] = world.memberQueue.take();
  await world.fail(world.memberMessage(first?.body));
  await world.propagate(others.slice(1));
  let losses = 1;
  await world.settle((messages) => (losses-- > 0 ? [] : messages));
  await world.retry(ada, failed);
  await world.settle();

  const { change: refused } = await world.request(ada, { technical: dan });
  await world.refuse(dan, refused, 'Not mine');
  const effectiveAt = new Date(world.time + day);
  const { change: scheduled } = await world.request(ada, { technical: dan, billing: eve }, { effectiveAt });
  await world.accept(dan, scheduled);
  await world.accept(eve, scheduled);
  const { change: onService } = await world.request(ada, { technical: cleo }, { service: 1, effectiveAt });
  await world.accept(cleo, onService);
  const { change: rejected } = await world.request(ada, { technical: eve }, { service: 2 });
  world.time += 2 * day;
  await world.runDueWork();
  await world.settle();
  const { change: administration } = await world.request(ada, { administration: ben });
  await world.accept(ben, administration);
  await world.settle();
  const { change: back } = await world.request(ben, { administration: ada });
  await world.accept(ada, back);
  await world.settle();
  await world.leave(2);
  await world.join(7);

  const reassignment = await askReassignment(world, ada, { from: eve, to: dan, roles: ['billing'] });
  await decideOnReassignment(world, dan, reassignment);
  await world.runReassignments();
  await world.runReassignments();
  await world.advance();
  const [lost, ...rest] = world.memberQueue.take();
  await world.fail(world.memberMessage(lost?.body));
  await world.propagate(rest);
  await world.settle();
  const [made] = await world.stores.changes.findMany(
    (await changeListStore(table).ofGroup(groupId, { limit: 1 })).candidates.map((one) => one.changeId),
  );
  if (made === undefined) throw new Error('The reassignment has made no change.');
  const ended = await world.changeNow(made);
  await world.retry(ada, made);
  await world.settle();
  return { world, failed, refused, scheduled, rejected, reassignment, ended };
}

describe('An unknown attribute, stored by a later release,', () => {
  const table = new TableOfLaterRelease();
  let world: World;
  let changes: ContactChange[];
  let reassignment: Reassignment;

  beforeAll(async () => {
    const written = await writeEverything(table);
    world = written.world;
    reassignment = written.reassignment;
    changes = [written.failed, written.refused, written.scheduled, written.rejected];
    if (written.ended.state !== 'completed-with-failures')
      throw new Error(`The change is ${written.ended.state}.`);
  });

  it('survives every write of this release', () => {
    expect(table.lost).toEqual([]);
  });

  it('is in no answer', async () => {
    const effects = { ...world.effects, lists: changeListStore(table) };
    const input = { caller: asNic(ada), headers: {}, body: undefined, params: {}, query: {} };
    const listed = { ...input, query: { limit: 50 } };
    const ofGroup = { params: { groupId } };
    const ofService = { ...input, params: { serviceId: serviceId(1) } };
    const ofReassignment = { params: { reassignmentId: reassignment.reassignmentId } };
    const preview = { dryRun: 'true' as const, limit: 50 };
    const body = { from: dan, to: eve, roles: ['technical' as const, 'billing' as const] };
    const answers = [
      getAccount({ accounts: effects.accounts })({ ...input, params: { nic: ada } }),
      getGroup(effects)({ ...input, ...ofGroup }),
      listGroups(effects)(listed),
      listGroupServices(effects)({ ...listed, ...ofGroup }),
      getService(effects)(ofService),
      getServiceRights(effects)(ofService),
      listGroupChanges(effects)({ ...listed, ...ofGroup }),
      listMyChanges(effects)(listed),
      ...changes.flatMap(({ changeId }) => [
        getContactChange(effects)({ ...input, params: { changeId } }),
        listMemberOutcomes(effects)({ ...listed, params: { changeId } }),
      ]),
      getReassignment(effects)({ ...input, ...ofReassignment }),
      listReassignments(effects)(listed),
      listReassignmentOutcomes(effects)({ ...listed, ...ofReassignment }),
      requestReassignment(effects)({ ...input, query: preview, body }),
    ];
    for (const answer of answers) expect(JSON.stringify(await answer)).not.toContain('addedLater');
  });
});
