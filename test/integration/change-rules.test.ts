import { describe, expect, it } from 'vitest';
import { refusalOf } from '../support/refusal-of.ts';
import { ada, ben, cleo, dan, eve, groupId, World } from '../support/world.ts';
import { InterruptedTable } from '../support/interrupted-table.ts';

describe('A change of a group', () => {
  it('waits for every recipient, then is effective at once (R6)', async () => {
    const world = new World();
    await world.group(2);
    const { change } = await world.request(ada, { technical: ben, billing: cleo });
    expect(change.state).toBe('awaiting-consent');
    expect((await world.accept(ben, change)).change.state).toBe('awaiting-consent');
    expect((await world.groupNow()).contacts.technical).toBe(ada);

    const { change: effective } = await world.accept(cleo, change);
    expect(effective).toMatchObject({ state: 'propagating', revision: 1 });
    const { group, openRequests } = (await world.stores.groups.find(groupId))!;
    expect(group).toMatchObject({
      contacts: { administration: ada, technical: ben, billing: cleo },
      revision: 1,
      roleRevisions: { administration: 0, technical: 1, billing: 1 },
    });
    expect(openRequests).toEqual([]);
  });

  it('is effective at once when the requester takes the role itself (R6)', async () => {
    const world = new World();
    await world.group(1, { technical: ben });
    const { change } = await world.request(ada, { technical: ada });
    expect(change.state).toBe('propagating');
    expect((await world.groupNow()).contacts.technical).toBe(ada);
  });

  it('updates the index of who holds what in the same write (R11)', async () => {
    const world = new World();
    await world.group(0);
    await world.effectiveChange(ada, { administration: ben, technical: ben });
    const held = (who: typeof ada) => world.stores.groups.heldBy(who, { limit: 10 });
    expect((await held(ben)).groupIds).toEqual([groupId]);
    expect((await held(ada)).groupIds).toEqual([groupId]);
    await world.effectiveChange(ben, { billing: ben });
    expect((await held(ada)).groupIds).toEqual([]);
  });

  it('is the only open request for its roles: a second one is refused, and names it (R8)', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    const second = world.request(ada, { technical: cleo, billing: cleo });
    await expect(second).rejects.toMatchObject({
      violations: [{ code: 'change-pending', changeId: change.changeId, pointer: '/contacts/technical' }],
    });
    expect((await world.request(ada, { billing: cleo })).change.state).toBe('awaiting-consent');
  });

  it('respects a lock even if it needs no consent itself (R8)', async () => {
    const world = new World();
    await world.group(1, { technical: ben });
    await world.request(ada, { technical: cleo });
    expect(await refusalOf(world.request(ada, { technical: ada }))).toEqual(['change-pending']);
  });

  it('is recorded once if two requests are concurrent (R8)', async () => {
    const world = new World();
    await world.group(1);
    const both = await Promise.allSettled([
      world.request(ada, { technical: ben }),
      world.request(ada, { technical: cleo }),
    ]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('is checked again when it becomes effective: a recipient that is no longer eligible rejects it (R3)', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { billing: ben });
    await world.account(ben, { balanceCents: -1 });
    const { change: rejected } = await world.accept(ben, change);
    expect(rejected).toMatchObject({ state: 'rejected', rejection: { code: 'recipient-in-debt' } });
    const { group, openRequests } = (await world.stores.groups.find(groupId))!;
    expect([group.contacts.billing, group.revision, openRequests]).toEqual([ada, 0, []]);
  });

  it.each([{ balanceCents: -1 }, { voipValidated: false }, { status: 'closed' as const }])(
    'is checked inside the transaction that makes it effective: %o between check and write (R3)',
    async (lost) => {
      const table = new InterruptedTable();
      const world = new World(table);
      await world.group(1);
      const { change } = await world.request(ada, { billing: ben });
      table.beforeNextTransaction = () => world.account(ben, lost);
      expect((await world.accept(ben, change)).change.state).toBe('rejected');
      expect((await world.groupNow()).contacts.billing).toBe(ada);
    },
  );

  it('ends the former administration contact’s other open requests and frees their locks (R5)', async () => {
    const world = new World();
    await world.group(1);
    const { change: open } = await world.request(ada, { technical: cleo, billing: cleo });
    const { change, endedRequests } = await world.request(ada, { administration: ben });
    expect(endedRequests.named).toEqual([open.changeId]);
    await world.accept(ben, change);
    expect(await world.changeNow(open)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'requester-lost-administration' },
    });
    expect((await world.stores.groups.find(groupId))?.openRequests).toEqual([]);
    expect(await refusalOf(world.accept(cleo, open))).toEqual(['state-conflict']);
    await world.effectiveChange(ben, { administration: ada });
    expect((await world.changeNow(open)).state).toBe('rejected');
    expect((await world.effectiveChange(ada, { technical: cleo })).state).toBe('propagating');
  });

  it('warns of the requests that it would end, including those on single services (R5)', async () => {
    const world = new World();
    await world.group(3);
    const { change: group } = await world.request(ada, { technical: cleo });
    const { change: own } = await world.request(ada, { technical: cleo }, { service: 0 });
    const { change: ended } = await world.request(ada, { technical: cleo }, { service: 1 });
    await world.cancel(ada, ended);
    const { change: deleted } = await world.request(ada, { technical: cleo }, { service: 2 });
    await world.leave(2);
    expect((await world.changeNow(deleted)).state).toBe('rejected');
    const { endedRequests } = await world.request(ada, { administration: ben }, { isDryRun: true });
    expect(endedRequests).toEqual({ named: [group.changeId, own.changeId], besides: 0, isExact: true });
    expect((await world.request(ada, { billing: ben }, { isDryRun: true })).endedRequests.named).toEqual([]);
  });

  it('with administration among its roles takes all of them in one write (R5)', async () => {
    const world = new World();
    await world.group(1);
    const change = await world.effectiveChange(ada, { administration: ben, technical: cleo, billing: dan });
    expect((await world.groupNow()).contacts).toEqual({ administration: ben, technical: cleo, billing: dan });
    expect(change.revision).toBe(1);
    expect(await refusalOf(world.request(ada, { technical: eve }))).toEqual(['not-found']);
  });

  it('reveals nothing to a stranger', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    expect(await refusalOf(world.request(eve, { technical: eve }))).toEqual(['not-found']);
    expect(await refusalOf(world.accept(eve, change))).toEqual(['not-found']);
    const asked = world.request(eve, { billing: ben }, { isOperator: true });
    expect(await refusalOf(asked)).toEqual(['not-administration-contact']);
  });
});

describe('A consent', () => {
  it('is given only by a recipient', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    expect(await refusalOf(world.accept(ada, change))).toEqual(['not-a-recipient']);
  });

  it('counts once: a repeated one changes nothing in any state of the change', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    await world.accept(ben, change);
    const before = await world.changeNow(change);
    await world.accept(ben, change);
    expect(await world.changeNow(change)).toEqual(before);
    await world.settle();
    expect((await world.accept(ben, change)).change.state).toBe('completed');
  });

  it('of two recipients at the same instant makes the change effective once', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben, billing: cleo });
    await Promise.all([world.accept(ben, change), world.accept(cleo, change)]);
    expect(await world.changeNow(change)).toMatchObject({ state: 'propagating', revision: 1 });
    expect((await world.groupNow()).revision).toBe(1);
  });

  it('is refused after the expiry, even if the expiry is not stored yet (R7)', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    world.time = Date.parse(change.expiresAt);
    expect(await refusalOf(world.accept(ben, change))).toEqual(['state-conflict']);
    await world.runDueWork();
    await world.advance();
    expect((await world.changeNow(change)).state).toBe('expired');
    expect((await world.request(ada, { technical: ben })).change.state).toBe('awaiting-consent');
  });
});
