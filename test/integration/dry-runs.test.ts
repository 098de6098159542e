import { describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import type { HttpResult } from '../../shared/http/event.ts';
import { heldGroupKey } from '../../shared/store/keys.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { groupNumber, makeGroup, saveAllAccounts, worldOfGroups } from '../support/reassignments.ts';
import { ada, ben, cleo, dan, groupId, serviceId, World } from '../support/world.ts';

const query = { dryRun: 'true' };

async function dryRunOf(world: World, contacts: object, service?: number) {
  const operation = service === undefined ? 'requestGroupChange' : 'requestServiceChange';
  const params: Record<string, string> =
    service === undefined ? { groupId } : { serviceId: serviceId(service) };
  const answer = await new ApiInMemory(world).call(
    operation,
    { nic: ada },
    { params, query, body: { contacts } },
  );
  expect([answer.statusCode, answer.headers['location']]).toEqual([200, undefined]);
  return operations[operation].dryRunAnswer.parse(JSON.parse(answer.body ?? ''));
}

describe('A dry run of a change', () => {
  it.each([
    ['a group at once', { technical: ada }, undefined, 'propagating'],
    ['a service at once', { technical: ada }, 0, 'completed'],
    ['a group with consent', { technical: cleo }, undefined, 'awaiting-consent'],
  ])('of %s says so, has no id, and nothing has begun', async (_what, contacts, service, state) => {
    const world = new World();
    await world.group(1, { technical: ben });
    const answer = await dryRunOf(world, contacts, service);
    expect(answer).toMatchObject({ dryRun: true, state, requestedBy: ada });
    for (const name of ['changeId', 'revision', 'startedAt', 'completedAt'])
      expect(answer).not.toHaveProperty(name);
    expect((await world.groupNow()).revision).toBe(0);
  });

  /** A group on which one change propagates, which is all that may, and another is due. */
  async function worldWithOneDue() {
    const world = new World();
    world.propagatingLimit = 1;
    await world.group(2, { technical: ben, billing: ben });
    const effectiveAt = new Date(world.time + 60_000);
    const { change } = await world.request(ada, { billing: ada }, { effectiveAt });
    return { world, change };
  }

  it('is scheduled if a change that is due takes the room before it', async () => {
    const { world } = await worldWithOneDue();
    expect((await dryRunOf(world, { technical: ada })).state).toBe('propagating');
    world.time += 60_000;
    expect((await dryRunOf(world, { technical: ada })).state).toBe('scheduled');
    expect((await world.groupNow()).revision).toBe(0);
    expect((await world.request(ada, { technical: ada })).change.state).toBe('scheduled');
  });

  it('is scheduled behind changes of its group that wait, though it needs no room itself', async () => {
    const { world } = await worldWithOneDue();
    await world.effectiveChange(ada, { technical: ada });
    world.time += 60_000;
    expect((await dryRunOf(world, { technical: ada }, 0)).state).toBe('scheduled');
    expect((await world.request(ada, { technical: ada }, { service: 0 })).change.state).toBe('scheduled');
  });

  it('is refused if a change that is due takes the administration from its requester first', async () => {
    const world = new World();
    await world.group(1);
    const effectiveAt = new Date(world.time + 60_000);
    const { change } = await world.request(ada, { administration: cleo }, { effectiveAt });
    await world.accept(cleo, change);
    world.time += 60_000;
    const body = { contacts: { technical: ada } };
    const asked = { params: { groupId }, query, body };
    const told = await new ApiInMemory(world).call('requestGroupChange', { nic: ada }, asked);
    const real = await new ApiInMemory(world).call(
      'requestGroupChange',
      { nic: ada },
      { ...asked, query: {} },
    );
    const codeOf = ({ body: text }: HttpResult) => ProblemAnswer.parse(JSON.parse(text ?? '')).code;
    expect([told.statusCode, codeOf(told)]).toEqual([real.statusCode, codeOf(real)]);
  });
});

async function previewOf(world: World, body: object, more: Record<string, string> = {}) {
  const asked = { query: { ...query, ...more }, body };
  const answer = await new ApiInMemory(world).call('requestReassignment', { nic: ada }, asked);
  expect([answer.statusCode, answer.headers['location']]).toEqual([200, undefined]);
  return operations.requestReassignment.dryRunAnswer.parse(JSON.parse(answer.body ?? ''));
}

describe('A dry run of a reassignment', () => {
  it('says so, has no id, and nothing has begun', async () => {
    const world = await worldOfGroups(1);
    const answer = await previewOf(world, { from: ben, to: ada, roles: ['technical'] });
    expect(answer).toMatchObject({ dryRun: true, state: 'running', requestedBy: ada });
    for (const name of ['reassignmentId', 'startedAt', 'completedAt'])
      expect(answer).not.toHaveProperty(name);
  });

  it('counts the items of its page, and the targets of all pages', async () => {
    const world = await worldOfGroups(3);
    // Here `ada` may not request a change.
    await makeGroup(world, 3, { administration: dan, technical: ben, billing: ada });
    await makeGroup(world, 4, {});
    const { change } = await world.request(ada, { technical: ben }, { service: 400 });
    await world.accept(ben, change);
    const body = { from: ben, to: cleo, roles: ['technical'] };
    const whole = await previewOf(world, body);
    expect(whole.progress).toEqual({ targets: 5, completed: 0, failed: 0, skipped: 1, pending: 4 });
    expect(whole.preview.total).toEqual({ targets: 5, isExact: true });
    const first = await previewOf(world, body, { limit: '2' });
    expect(first.progress).toEqual({ targets: 2, completed: 0, failed: 0, skipped: 0, pending: 2 });
    expect(first.preview.total).toEqual({ targets: 5, isExact: true });
    const some = await previewOf(world, { ...body, groupIds: [1, 2].map(groupNumber) }, { limit: '1' });
    expect(some.preview.total).toEqual({ targets: 2, isExact: true });
  });

  it.each([
    [1_000, { targets: 1_000, isExact: true }],
    [1_001, { targets: 1_000, isExact: false }],
  ])('counts %i targets', async (targets, total) => {
    const world = new World();
    await saveAllAccounts(world);
    await makeGroup(world, 0, { administration: ada, technical: ben });
    for (let number = 1; number < targets; number++)
      for (const [nic, role] of [
        [ada, 'administration'],
        [ben, 'technical'],
      ] as const) {
        const held = groupNumber(number);
        await world.table.put({ put: { ...heldGroupKey(nic, held, role), groupId: held, role } });
      }
    const { preview } = await previewOf(world, { from: ben, to: cleo, roles: ['technical'] }, { limit: '1' });
    expect(preview.total).toEqual(total);
  });
});
