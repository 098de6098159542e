import { describe, expect, it } from 'vitest';
import { ada, ben, cleo, dan, serviceId } from '../support/world.ts';
import { worldWithSystem } from '../support/world-with-system.ts';

describe('The member system', () => {
  it('is notified of a change of a single service before its row is written', async () => {
    const { world, system } = await worldWithSystem(3);
    const { change } = await world.request(ada, { technical: ben }, { service: 1 });
    await world.accept(ben, change);
    expect((await world.changeNow(change)).state).toBe('propagating');
    expect((await world.service(1)).contacts.technical).toBe(ada);
    expect(await world.progressNow(change)).toMatchObject({ services: 1, pending: 1 });
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(await world.progressNow(change)).toMatchObject({ services: 1, applied: 1, pending: 0 });
    expect(system.notifications.map((message) => message.serviceId)).toEqual([serviceId(1)]);
    expect((await world.service(1)).contacts.technical).toBe(ben);
    expect((await world.groupNow()).propagating).toEqual({});
  });

  it('leaves the single service unchanged if it refuses, and the change can be retried', async () => {
    const { world, system } = await worldWithSystem(2);
    system.answer = () => ({ kind: 'refused', code: 'member-system-refused', detail: 'no' });
    const { change } = await world.request(ada, { technical: ben }, { service: 1 });
    await world.accept(ben, change);
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed-with-failures');
    system.answer = () => ({ kind: 'taken' });
    await world.retry(ada, change);
    await world.settle();
    expect((await world.changeNow(change)).state).toBe('completed');
    expect((await world.service(1)).contacts.technical).toBe(ben);
    expect((await world.service(0)).contacts.technical).toBe(ada);
  });

  it('lets the last of two changes of a single service win, and the former contact be requested again', async () => {
    const { world } = await worldWithSystem(1);
    const first = await world.request(ada, { technical: ben }, { service: 0 });
    await world.accept(ben, first.change);
    // The service still shows `ada`, but will not for long.
    const back = await world.request(ada, { technical: ada }, { service: 0 });
    expect(back.change.state).toBe('propagating');
    await world.settle();
    expect((await world.service(0)).contacts.technical).toBe(ada);
    expect((await world.changeNow(back.change)).state).toBe('completed');
  });

  it('is not notified after the single service is deleted, and the change completes', async () => {
    const { world, system } = await worldWithSystem(2);
    const { change } = await world.request(ada, { technical: ben }, { service: 1 });
    await world.accept(ben, change);
    await world.leave(1);
    await world.leave(0);
    await world.settle();
    expect(system.notifications).toEqual([]);
    expect((await world.changeNow(change)).state).toBe('completed');
    expect(await world.progressNow(change)).toMatchObject({ services: 0, applied: 0, pending: 0 });
  });

  it('ends at the later contact after a change of a group and one of its services', async () => {
    const { world } = await worldWithSystem(2);
    const own = await world.request(ada, { technical: cleo }, { service: 0 });
    await world.accept(cleo, own.change);
    const whole = await world.effectiveChange(ada, { technical: dan });
    await world.settle();
    expect((await world.service(0)).contacts.technical).toBe(dan);
    expect((await world.changeNow(own.change)).state).toBe('completed');
    expect((await world.changeNow(whole)).state).toBe('completed');
  });
});
