import { describe, expect, it } from 'vitest';
import { Unavailable } from '../../shared/runtime/unavailable.ts';
import { InterruptedTable } from '../support/interrupted-table.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { ada, ben, cleo, dan, groupId, World } from '../support/world.ts';

const minutes = (world: World, count: number) => new Date(world.time + count * 60_000);

/** Lets the due work of this moment be done. */
async function minute(world: World): Promise<void> {
  await world.runDueWork();
  await world.advance();
}

describe('A scheduled change (R9)', () => {
  it('collects consents now, and becomes effective at its time', async () => {
    const world = new World();
    await world.group(2);
    const { change } = await world.request(ada, { technical: ben }, { effectiveAt: minutes(world, 30) });
    expect(change.state).toBe('awaiting-consent');
    expect((await world.accept(ben, change)).change.state).toBe('scheduled');
    await minute(world);
    expect((await world.groupNow()).contacts.technical).toBe(ada);
    world.time += 30 * 60_000;
    await minute(world);
    expect((await world.changeNow(change)).state).toBe('propagating');
    await world.settle();
    expect((await world.service(1)).contacts.technical).toBe(ben);
  });

  it('is effective at once if the last consent comes after its time', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben }, { effectiveAt: minutes(world, 1) });
    world.time += 120_000;
    expect((await world.accept(ben, change)).change.state).toBe('propagating');
  });

  it('needs a time in the future', async () => {
    const world = new World();
    await world.group(1);
    const now = world.request(ada, { technical: ben }, { effectiveAt: minutes(world, 0) });
    expect(await refusalOf(now)).toEqual(['effective-time-invalid']);
  });

  it('lies at most a year ahead', async () => {
    const world = new World();
    await world.group(1);
    const aYear = Date.parse('2027-03-01T08:00:00.000Z');
    const tooLate = world.request(ada, { technical: ben }, { effectiveAt: new Date(aYear + 1) });
    await expect(tooLate).rejects.toMatchObject({
      violations: [
        {
          code: 'effective-time-invalid',
          pointer: '/effectiveAt',
          detail:
            'effectiveAt is 2027-03-01T08:00:00.001Z. It must be after 2026-03-01T08:00:00.000Z and at most a year ' +
            'ahead, until 2027-03-01T08:00:00.000Z.',
        },
      ],
    });
    const inTime = await world.request(ada, { technical: ben }, { effectiveAt: new Date(aYear) });
    expect(inTime.change.effectiveAt).toBe('2027-03-01T08:00:00.000Z');
  });

  it('is checked again at its time: is the recipient still eligible, does the requester still administer', async () => {
    const world = new World();
    await world.group(1);
    const { change: billing } = await world.request(
      ada,
      { billing: ben },
      { effectiveAt: minutes(world, 10) },
    );
    await world.accept(ben, billing);
    await world.account(ben, { balanceCents: -1 });
    const { change: technical } = await world.request(
      ada,
      { technical: cleo },
      { effectiveAt: minutes(world, 20) },
    );
    await world.accept(cleo, technical);
    world.time += 10 * 60_000;
    await minute(world);
    expect(await world.changeNow(billing)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'recipient-in-debt' },
    });
    await world.effectiveChange(ada, { administration: dan });
    world.time += 10 * 60_000;
    await minute(world);
    expect(await world.changeNow(technical)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'requester-lost-administration' },
    });
    expect((await world.groupNow()).contacts).toEqual({ administration: dan, technical: ada, billing: ada });
  });

  it('holds its lock for longer than seven days once accepted, and may be cancelled', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(
      ada,
      { technical: ben },
      { effectiveAt: minutes(world, 20 * 24 * 60) },
    );
    await world.accept(ben, change);
    world.time += 10 * 24 * 3_600_000;
    await minute(world);
    expect((await world.changeNow(change)).state).toBe('scheduled');
    expect(await refusalOf(world.request(ada, { technical: cleo }))).toEqual(['change-pending']);
    expect((await world.cancel(ada, change)).change.state).toBe('cancelled');
    world.time += 20 * 24 * 3_600_000;
    await minute(world);
    expect((await world.groupNow()).revision).toBe(0);
  });

  it('starts in the order of the times, administration last among equal times (R5)', async () => {
    const world = new World();
    await world.group(1);
    const at = minutes(world, 10);
    const { change: administration } = await world.request(ada, { administration: ben }, { effectiveAt: at });
    const { change: technical } = await world.request(ada, { technical: cleo }, { effectiveAt: at });
    const { change: billing } = await world.request(
      ada,
      { billing: dan },
      { effectiveAt: minutes(world, 5) },
    );
    await world.accept(ben, administration);
    await world.accept(cleo, technical);
    await world.accept(dan, billing);
    // Nothing ran for a day: all of them are late.
    world.time += 24 * 3_600_000;
    await minute(world);
    const revisions = await Promise.all(
      [billing, technical, administration].map(async (change) => (await world.changeNow(change)).revision),
    );
    expect(revisions).toEqual([1, 2, 3]);
    expect((await world.groupNow()).contacts).toEqual({ administration: ben, technical: cleo, billing: dan });
  });

  it('that is overdue starts before another change moves the administration (R5)', async () => {
    const world = new World();
    await world.group(1);
    const { change: technical } = await world.request(
      ada,
      { technical: cleo },
      { effectiveAt: minutes(world, 5) },
    );
    await world.accept(cleo, technical);
    const { change: own } = await world.request(
      ada,
      { technical: dan },
      { service: 0, effectiveAt: minutes(world, 6) },
    );
    await world.accept(dan, own);
    const { change: administration } = await world.request(ada, { administration: ben });
    world.time += 3_600_000;
    await world.accept(ben, administration);
    expect((await world.changeNow(technical)).revision).toBe(1);
    expect(await world.changeNow(own)).toMatchObject({ state: 'completed', revision: 2 });
    expect((await world.changeNow(administration)).revision).toBe(3);
  });
});

describe('A scheduled change that cannot start for now', () => {
  it('delays only a change of administration, which would end it (R5)', async () => {
    const table = new InterruptedTable();
    const world = new World(table);
    await world.group(1);
    const at = (count: number) => minutes(world, count);
    const { change: technical } = await world.request(ada, { technical: cleo }, { effectiveAt: at(1) });
    const { change: billing } = await world.request(ada, { billing: dan }, { effectiveAt: at(2) });
    const { change: administration } = await world.request(
      ada,
      { administration: ben },
      { effectiveAt: at(3) },
    );
    await world.accept(cleo, technical);
    await world.accept(dan, billing);
    await world.accept(ben, administration);
    world.time += 600_000;
    await world.runDueWork();
    table.beforeNextTransaction = () => Promise.reject(new Unavailable('Throttled.'));
    await world.advance(world.changeQueue.take().slice(0, 1));
    const states = () =>
      Promise.all(
        [technical, billing, administration].map(async (one) => (await world.changeNow(one)).state),
      );
    expect(await states()).toEqual(['scheduled', 'propagating', 'scheduled']);
    await minute(world);
    expect(await states()).toEqual(['propagating', 'propagating', 'propagating']);
    expect((await world.groupNow()).contacts).toEqual({ administration: ben, technical: cleo, billing: dan });
  });

  it('delays a change of administration that could start at once', async () => {
    const table = new InterruptedTable();
    const world = new World(table);
    await world.group(1);
    const { change: technical } = await world.request(
      ada,
      { technical: cleo },
      { effectiveAt: minutes(world, 1) },
    );
    await world.accept(cleo, technical);
    const { change: administration } = await world.request(ada, { administration: ben });
    world.time += 600_000;
    table.beforeNextTransaction = () => Promise.reject(new Unavailable('Throttled.'));
    expect((await world.accept(ben, administration)).change.state).toBe('scheduled');
    expect((await world.changeNow(technical)).state).toBe('scheduled');
    await world.advance();
    expect((await world.changeNow(technical)).revision).toBe(1);
    expect((await world.changeNow(administration)).revision).toBe(2);
  });
});

describe('Expiry (R7)', () => {
  it('is decided by the clock: the next request takes the lock over before the expiry is stored', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben, billing: ben });
    world.time = Date.parse(change.expiresAt) - 1;
    expect(await refusalOf(world.request(ada, { technical: cleo }))).toEqual(['change-pending']);
    world.time += 1;
    const { change: next } = await world.request(ada, { technical: cleo });
    expect((await world.changeNow(change)).state).toBe('expired');
    const found = await world.stores.groups.find(groupId);
    expect(found?.openRequests.map((lock) => [lock.role, lock.changeId])).toEqual([
      ['technical', next.changeId],
    ]);
  });

  it('wins over an acceptance at the same instant', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    world.time = Date.parse(change.expiresAt);
    const results = await Promise.allSettled([minute(world), world.accept(ben, change)]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
    expect((await world.changeNow(change)).state).toBe('expired');
  });
});
