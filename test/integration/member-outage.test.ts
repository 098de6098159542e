import { describe, expect, it } from 'vitest';
import { readSettings } from '../../infra/environments.ts';
import { lookAtMembers } from '../../functions/workers/advance-change/breaker.ts';
import { changeLimits } from '../../functions/workers/advance-change/limits.ts';
import { noCounts, type Counts } from '../../shared/store/progress.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { MemberDeliveries } from '../support/member-deliveries.ts';
import { ada, ben } from '../support/world.ts';
import { worldWithSystem } from '../support/world-with-system.ts';

const minute = 60_000;
const { longestPause } = readSettings('production').memberTiming;
const unavailable = {
  kind: 'unavailable',
  code: 'member-system-unavailable',
  detail: 'The member system answered 503.',
} as const;
const refused = {
  kind: 'refused',
  code: 'member-system-refused',
  detail: 'The member system answered 401.',
} as const;

/** A change of a group whose dispatch takes several pages, on its way in virtual time. */
async function changing(services: number) {
  const { world, system } = await worldWithSystem(services);
  world.changeLimits = { ...changeLimits, pageSize: 100, inFlightLimit: 500 };
  const deliveries = new MemberDeliveries(world, longestPause);
  const change = await world.effectiveChange(ada, { technical: ben });
  return { world, system, deliveries, change, start: world.time };
}

describe('A member system that is down for ten minutes', () => {
  it('fails nobody, and the change completes', async () => {
    const { world, system, deliveries, change, start } = await changing(1_200);
    system.answer = () => (world.time < start + 10 * minute ? unavailable : { kind: 'taken' });
    await deliveries.until(start + 60 * minute);
    expect(deliveries.deadLetters).toEqual([]);
    expect(await world.progressNow(change)).toMatchObject({ services: 1_200, applied: 1_200, failed: 0 });
    expect(await world.changeNow(change)).toMatchObject({ state: 'completed' });
  });

  it('is sent no more pages while most members fail, and an operator sees it', async () => {
    const { world, system, deliveries, change, start } = await changing(5_000);
    system.answer = () => unavailable;
    await deliveries.until(start + 10 * minute);
    const calls = new Set(system.notifications.map(({ serviceId }) => serviceId));
    // What was in flight when the breaker opened, and a sample every minute.
    expect(calls.size).toBeLessThan(1_000);
    expect(world.metrics.total('DispatchHeld')).toBeGreaterThan(10);
    expect((await world.changeNow(change)).state).toBe('propagating');
    const { body } = await new ApiInMemory(world).call(
      'getContactChange',
      { nic: ada },
      { params: { changeId: change.changeId } },
    );
    const { heldSince = '' } = operations.getContactChange.answer.parse(JSON.parse(body ?? ''));
    expect(Date.parse(heldSince)).toBeGreaterThanOrEqual(start);
    expect(Date.parse(heldSince)).toBeLessThan(start + minute);
  });
});

describe('A member system that answers everybody 401', () => {
  it('fails the members in flight and a sample a minute, until its secret is right again', async () => {
    const { world, system, deliveries, change, start } = await changing(5_000);
    system.answer = () => refused;
    await deliveries.until(start + 10 * minute);
    const { failed } = await world.progressNow(change);
    expect(failed).toBeGreaterThan(0);
    expect(failed).toBeLessThan(1_000);
    expect(world.metrics.total('DispatchHeld')).toBeGreaterThan(10);

    system.answer = () => ({ kind: 'taken' });
    await deliveries.until(start + 30 * minute);
    const ended = await world.changeNow(change);
    expect(ended.state).toBe('completed-with-failures');
    const after = await world.progressNow(change);
    expect(after.failed).toBeLessThan(failed + 3 * changeLimits.sampleSize);
    expect(after.applied).toBe(5_000 - after.failed);
  });
});

describe('The circuit breaker of a dispatch', () => {
  const now = new Date('2026-03-01T08:00:00.000Z');
  const look = (before: Parameters<typeof lookAtMembers>[0], counts: Partial<Counts>) =>
    lookAtMembers(before, { ...noCounts, ...counts }, now, changeLimits);

  it('opens when most of a sample failed, whether refused or unavailable', () => {
    expect(look(undefined, { applied: 9, failed: 6, unavailable: 5 }).openSince).toBe(now.toISOString());
    expect(look(undefined, { applied: 10, failed: 5, unavailable: 5 }).openSince).toBeUndefined();
  });

  it('says nothing of less than a sample: a few bad members hold nobody', () => {
    expect(look(undefined, { unavailable: 19 }).openSince).toBeUndefined();
    const open = look(undefined, { unavailable: 20 });
    expect(look(open, { unavailable: 20, applied: 19 })).toBe(open);
  });

  it('closes when most of a later sample was done', () => {
    const open = look(undefined, { unavailable: 500 });
    expect(look(open, { unavailable: 509, applied: 11 }).openSince).toBeUndefined();
  });
});
