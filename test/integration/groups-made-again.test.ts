import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ask, make, remove } from '../support/group-deletion.ts';
import { askReassignment, decideOnReassignment, hoursFrom, outcomes } from '../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, groupId, World } from '../support/world.ts';

const Items = z.object({
  items: z.array(z.object({ changeId: z.string() })),
  nextCursor: z.string().nullable(),
});

describe('A group that is made again', () => {
  /** `ada` had a group, on which `ben` refused and `cleo` became technical contact; `dan` has it now. */
  async function madeAgain(isMade = true) {
    const world = new World();
    await world.group(2);
    const { change: refused } = await world.request(ada, { technical: ben });
    await world.refuse(ben, refused);
    const effective = await world.effectiveChange(ada, { technical: cleo });
    await world.settle();
    await world.leave(0);
    await world.leave(1);
    expect((await remove(world)).status).toBe(204);
    if (!isMade) return { world, refused, effective };
    world.time += 1;
    expect(
      (await make(world, { contacts: { administration: dan, technical: dan, billing: dan } })).status,
    ).toBe(200);
    return { world, refused, effective };
  }

  const history = async (world: World, nic = eve, query: Record<string, string> = {}) => {
    const asking = { nic, isOperator: nic === eve };
    const { status, answer } = await ask(world, 'listGroupChanges', { params: { groupId }, query }, asking);
    return status === 200 ? Items.parse(answer) : { status, items: [], nextCursor: null };
  };
  const idsOf = ({ items }: z.infer<typeof Items>) => items.map(({ changeId }) => changeId);

  it('starts above the revision of the deleted one, and so do its services and changes', async () => {
    const { world } = await madeAgain();
    expect(await world.groupNow()).toMatchObject({ revision: 2, generation: 1, serviceCount: 0 });
    await world.join(0);
    expect((await world.service(0)).joinedRevision).toBe(2);
    const change = await world.effectiveChange(dan, { technical: ben });
    await world.settle();
    expect(await world.changeNow(change)).toMatchObject({ revision: 3, state: 'completed' });
    expect((await world.service(0)).contacts).toEqual({ administration: dan, technical: ben, billing: dan });
    await world.leave(0);
    await remove(world);
    await make(world);
    expect(await world.groupNow()).toMatchObject({ revision: 4, generation: 2 });
  });

  it('does not show its contacts what was before, and shows operators all of it', async () => {
    const { world, refused, effective } = await madeAgain();
    expect(await history(world, dan)).toEqual({ items: [], nextCursor: null });
    const { change } = await world.request(dan, { technical: ben });
    expect(idsOf(await history(world, dan))).toEqual([change.changeId]);
    for (const { changeId } of [refused, effective]) {
      const of = { params: { changeId } };
      for (const operation of ['getContactChange', 'listMemberOutcomes', 'retryContactChange'] as const)
        expect((await ask(world, operation, of, { nic: dan, isOperator: false })).status).toBe(404);
    }
    const all = [change.changeId, effective.changeId, refused.changeId];
    expect(idsOf(await history(world))).toEqual(all);
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page: z.infer<typeof Items> = await history(world, eve, {
        limit: '1',
        ...(cursor !== null && { cursor }),
      });
      paged.push(...idsOf(page));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(all);
    expect(idsOf(await history(world, eve, { until: change.requestedAt }))).toEqual(all.slice(1));
  });

  it.each(['made again', 'only deleted'])(
    'shows parties of before their own change, and nothing of the group: %s',
    async (what) => {
      const { world, refused, effective } = await madeAgain(what === 'made again');
      if (what === 'made again') await world.join(5, 6, 7);
      const get = (nic: typeof ada, changeId: string) =>
        ask(world, 'getContactChange', { params: { changeId } }, { nic, isOperator: nic === eve });
      for (const [nic, { changeId }] of [
        [ben, refused],
        [ada, effective],
        [cleo, effective],
        [eve, refused],
      ] as const)
        expect((await get(nic, changeId)).status).toBe(200);
      expect((await get(ben, effective.changeId)).status).toBe(404);
      expect((await get(ben, refused.changeId)).answer).toMatchObject({
        state: 'refused',
        progress: { services: 0, pending: 0 },
      });
      expect((await get(cleo, effective.changeId)).answer).toMatchObject({
        state: 'completed',
        progress: { services: 2, applied: 2 },
      });
      for (const nic of [ada, ben, cleo]) expect((await history(world, nic)).items).toEqual([]);
      expect(idsOf(await history(world))).toEqual([effective.changeId, refused.changeId]);
      const mine = await ask(world, 'listMyChanges', {}, { nic: cleo, isOperator: false });
      expect(idsOf(Items.parse(mine.answer))).toEqual([effective.changeId]);
      for (const [nic, { changeId }] of [
        [cleo, effective],
        [eve, refused],
        [eve, effective],
      ] as const) {
        const asking = { nic, isOperator: nic === eve };
        expect(
          (await ask(world, 'listMemberOutcomes', { params: { changeId } }, asking)).answer,
        ).toMatchObject({
          items: [],
        });
      }
      expect((await world.accept(cleo, effective)).change.state).toBe('completed');
      await expect(world.accept(ben, refused)).rejects.toThrow('refused');
      await expect(world.cancel(ada, refused)).rejects.toThrow('refused');
    },
  );

  it('knows no group that never was', async () => {
    const world = new World();
    expect((await history(world)).items).toEqual([]);
    expect((await ask(world, 'listGroupChanges', { params: { groupId } })).status).toBe(404);
  });
});

describe('A reassignment over a group that is deleted', () => {
  const asked = { from: ben, to: cleo, roles: ['technical' as const] };
  const outcomesSeen = async (world: World, reassignmentId: string, nic: typeof ada) => {
    const asking = { nic, isOperator: nic === eve };
    const { answer } = await ask(world, 'listReassignmentOutcomes', { params: { reassignmentId } }, asking);
    return z.object({ items: z.array(z.unknown()) }).parse(answer).items;
  };

  it('skips it, and goes on', async () => {
    const world = new World();
    await world.group(0, { technical: ben });
    const reassignment = await askReassignment(world, ada, { ...asked, runAt: hoursFrom(world, 1) });
    await decideOnReassignment(world, cleo, reassignment);
    world.time += 3_600_000;
    await world.runDueWork();
    while ((await outcomes(world, reassignment)).length === 0) await world.runReassignments();
    expect(await outcomes(world, reassignment)).toMatchObject([{ groupId, state: 'pending' }]);
    expect((await remove(world)).status).toBe(204);
    await world.settle();
    expect(await outcomes(world, reassignment)).toMatchObject([
      { groupId, state: 'skipped', failure: { code: 'not-found' } },
    ]);
  });

  it('does not show its outcome there to the contacts of a group that is made again', async () => {
    const world = new World();
    await world.group(0, { technical: ben });
    const reassignment = await askReassignment(world, ada, asked);
    await decideOnReassignment(world, cleo, reassignment);
    await world.settle();
    expect(await outcomesSeen(world, reassignment.reassignmentId, cleo)).toHaveLength(1);
    expect((await remove(world)).status).toBe(204);
    await make(world, { contacts: { administration: ada, technical: cleo, billing: ben } });
    for (const nic of [ada, ben, cleo])
      expect(await outcomesSeen(world, reassignment.reassignmentId, nic)).toEqual([]);
    expect(await outcomesSeen(world, reassignment.reassignmentId, eve)).toHaveLength(1);
    const again = await askReassignment(world, ada, { ...asked, from: cleo, to: ben });
    await decideOnReassignment(world, ben, again);
    await world.settle();
    expect(await outcomesSeen(world, again.reassignmentId, ben)).toHaveLength(1);
  });
});
