import { describe, expect, it } from 'vitest';
import { rightsOn } from '../../shared/domain/rights.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { InterruptedTable } from '../support/interrupted-table.ts';
import { ada, ben, cleo, dan, eve, World } from '../support/world.ts';

describe('The technical contact of one service (R1)', () => {
  it('changes with a revision of its own, and nothing else in the group changes', async () => {
    const world = new World();
    await world.group(2);
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    expect(change).toMatchObject({
      state: 'awaiting-consent',
      serviceId: (await world.service(0)).serviceId,
    });
    expect(await world.progressNow(change)).toMatchObject({ services: 1, pending: 1 });
    const { change: done } = await world.accept(ben, change);
    expect(done).toMatchObject({ state: 'completed', revision: 1 });
    expect(await world.progressNow(change)).toMatchObject({ services: 1, applied: 1, pending: 0 });
    expect(await world.service(0)).toMatchObject({
      contacts: { technical: ben },
      revisions: { technical: 1 },
    });
    expect((await world.service(1)).contacts.technical).toBe(ada);
    expect(await world.groupNow()).toMatchObject({
      revision: 1,
      contacts: { technical: ada },
      roleRevisions: { technical: 0 },
    });
  });

  it('is the only one that can be changed: other roles are refused by name', async () => {
    const world = new World();
    await world.group(1);
    const asked = world.request(ada, { administration: ben, technical: ben, billing: ben }, { service: 0 });
    await expect(asked).rejects.toMatchObject({
      violations: [
        { code: 'role-not-changeable', pointer: '/contacts/administration' },
        { code: 'role-not-changeable', pointer: '/contacts/billing' },
      ],
    });
  });

  it('is overtaken by a later change of the group, whatever it was before (R2)', async () => {
    const world = new World();
    await world.group(2);
    await world.request(ada, { technical: ada }, { service: 0 }).catch(() => {});
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.accept(ben, change);
    await world.effectiveChange(ada, { technical: cleo });
    await world.settle();
    expect((await world.service(0)).contacts.technical).toBe(cleo);
  });

  it('is never overtaken by an earlier one that is still propagating (R8)', async () => {
    const world = new World();
    await world.group(2);
    const group = await world.effectiveChange(ada, { technical: cleo });
    await world.advance();
    const messages = world.memberQueue.take();
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.accept(ben, change);
    await world.propagate(messages);
    await world.settle();
    expect((await world.service(0)).contacts.technical).toBe(ben);
    expect((await world.service(1)).contacts.technical).toBe(cleo);
    expect(await world.progressNow(group)).toMatchObject({ applied: 1, superseded: 1 });
  });

  it('is set even if the group changed the service’s contact in the meantime', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.effectiveChange(ada, { technical: cleo });
    await world.settle();
    expect((await world.accept(ben, change)).change).toMatchObject({
      state: 'completed',
      contacts: { technical: { from: cleo, to: ben } },
    });
    expect((await world.service(0)).contacts.technical).toBe(ben);
  });

  it('can be requested for the current contact while a change of the group has yet to reach the service', async () => {
    const world = new World();
    await world.group(1);
    await world.effectiveChange(ada, { technical: cleo });
    const { change } = await world.request(ada, { technical: ada }, { service: 0 });
    expect(change.state).toBe('completed');
    await world.settle();
    expect((await world.service(0)).contacts.technical).toBe(ada);
  });

  it('has one open request at a time, besides those of the group (R8)', async () => {
    const world = new World();
    await world.group(2);
    await world.request(ada, { technical: ben });
    await world.request(ada, { technical: ben }, { service: 0 });
    await world.request(ada, { technical: ben }, { service: 1 });
    expect(await refusalOf(world.request(ada, { technical: cleo }, { service: 0 }))).toEqual([
      'change-pending',
    ]);
  });

  it('is requested by the administration contact of the group, even if the service has another (R4)', async () => {
    const world = new World();
    await world.group(1);
    await world.effectiveChange(ada, { administration: ben });
    expect((await world.service(0)).contacts.administration).toBe(ada);
    expect(await refusalOf(world.request(ada, { technical: cleo }, { service: 0 }))).toEqual([
      'not-administration-contact',
    ]);
    expect((await world.request(ben, { technical: ben }, { service: 0 })).change.state).toBe('completed');
    expect(await refusalOf(world.request(eve, { technical: eve }, { service: 0 }))).toEqual(['not-found']);
  });

  it('stays unchanged if its requester lost the administration, even if the requester regains it (R5)', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: cleo }, { service: 0 });
    await world.effectiveChange(ada, { administration: ben });
    await world.effectiveChange(ben, { administration: ada });
    expect(await refusalOf(world.accept(cleo, change))).toEqual(['state-conflict']);
    // Its void lock may be taken over.
    const { change: next } = await world.request(ada, { technical: dan }, { service: 0 });
    expect(next.state).toBe('awaiting-consent');
    expect(await world.changeNow(change)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'requester-lost-administration' },
    });
  });

  it('cannot be requested for a service that is deleted at that moment (R10)', async () => {
    const table = new InterruptedTable();
    const world = new World(table);
    await world.group(1);
    table.beforeNextTransaction = async () => void (await world.leave(0));
    expect(await refusalOf(world.request(ada, { technical: ben }, { service: 0 }))).toEqual(['not-found']);
  });

  it('has its request rejected if the service is deleted (R10)', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben }, { service: 0 });
    await world.leave(0);
    expect(await world.changeNow(change)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'service-removed' },
    });
    expect(await refusalOf(world.accept(ben, change))).toEqual(['state-conflict']);
    await world.join(0);
    expect((await world.request(ada, { technical: ben }, { service: 0 })).change.state).toBe(
      'awaiting-consent',
    );
  });
});

describe('The rights on a service', () => {
  it('are the matrix of the guide, and their union', async () => {
    const world = new World();
    await world.group(1, { administration: ada, technical: ben, billing: cleo });
    const [service, group] = [await world.service(0), await world.groupNow()];
    expect(rightsOn(service, group, ada)).toEqual([
      'change-contacts',
      'change-offer',
      'add-option',
      'configure',
      'view',
    ]);
    expect(rightsOn(service, group, ben)).toEqual(['configure', 'view']);
    expect(rightsOn(service, group, cleo)).toEqual(['manage-billing', 'download-statements', 'view']);
    expect(rightsOn(service, group, dan)).toEqual([]);
    const both = { ...service, contacts: { ...service.contacts, billing: ben } };
    expect(rightsOn(both, group, ben)).toEqual([
      'configure',
      'manage-billing',
      'download-statements',
      'view',
    ]);
  });

  it('follow the service’s own contacts while a change propagates, except the right to change contacts', async () => {
    const world = new World();
    await world.group(1, { technical: cleo, billing: dan });
    await world.effectiveChange(ada, { administration: ben, technical: ben });
    const rightsOf = async (who: typeof ada) => rightsOn(await world.service(0), await world.groupNow(), who);
    expect(await rightsOf(ada)).toEqual(['change-offer', 'add-option', 'configure', 'view']);
    expect(await rightsOf(ben)).toEqual(['change-contacts', 'view']);
    expect(await rightsOf(cleo)).toEqual(['configure', 'view']);
    await world.settle();
    expect(await rightsOf(ben)).toEqual([
      'change-contacts',
      'change-offer',
      'add-option',
      'configure',
      'view',
    ]);
    expect(await rightsOf(ada)).toEqual([]);
  });
});
