import { describe, expect, it } from 'vitest';
import { GroupId } from '../../shared/domain/identifiers.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { ada, ben, cleo, dan, groupId, World } from '../support/world.ts';

const locks = async (world: World) => (await world.stores.groups.find(groupId))?.openRequests;

describe('A recipient that refuses (R6)', () => {
  it('ends the request, with its reason, and frees the locks', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben, billing: cleo });
    const { change: refused } = await world.refuse(ben, change, 'Not our numbers');
    expect(refused).toMatchObject({
      state: 'refused',
      rejection: { code: 'refused', detail: 'Not our numbers' },
      consents: [
        { nic: ben, decision: 'refused', decidedAt: '2026-03-01T08:00:00.000Z' },
        { nic: cleo, decision: 'pending' },
      ],
    });
    expect(await locks(world)).toEqual([]);
    expect((await world.refuse(ben, change)).change).toEqual({ ...refused, eventCount: 2 });
    expect(await refusalOf(world.accept(ben, change))).toEqual(['state-conflict']);
    expect(await refusalOf(world.accept(cleo, change))).toEqual(['state-conflict']);
  });

  it('may refuse after it accepted, until the change is effective, and not accept again', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben, billing: cleo });
    await world.accept(ben, change);
    expect((await world.refuse(ben, change)).change).toMatchObject({
      state: 'refused',
      consents: [{ nic: ben, decision: 'refused' }, { nic: cleo }],
    });
    expect(await locks(world)).toEqual([]);
    expect(await refusalOf(world.accept(ben, change))).toEqual(['state-conflict']);
    const { change: other } = await world.request(ada, { technical: ben });
    await world.accept(ben, other);
    expect(await refusalOf(world.refuse(ben, other))).toEqual(['state-conflict']);
  });
});

const detailOf = async (refused: Promise<unknown>): Promise<string> => {
  const error: unknown = await refused.catch((reason: unknown) => reason);
  return error instanceof Error ? error.message : 'It was not refused.';
};

describe('Second thoughts', () => {
  const later = (world: World) => new Date(world.time + 3_600_000);

  it('let who gave a code refuse while the change is scheduled, which frees its lock and its turn', async () => {
    const world = new World();
    await world.group(1);
    const codes = { [ben]: await world.code(ben, ['technical']) };
    const asked = { codes, effectiveAt: later(world) };
    const { change } = await world.request(ada, { technical: ben }, asked);
    expect(change).toMatchObject({ state: 'scheduled', consents: [{ decision: 'accepted', via: 'code' }] });
    expect((await world.refuse(ben, change, 'Not any more')).change).toMatchObject({
      state: 'refused',
      consents: [{ nic: ben, decision: 'refused', via: undefined }],
      rejection: { code: 'refused', detail: 'Not any more' },
    });
    expect(await locks(world)).toEqual([]);
    world.time += 7_200_000;
    expect(await world.stores.changes.firstOverdue(groupId, world.clock.now())).toBeUndefined();
    expect(await refusalOf(world.accept(ben, change))).toEqual(['state-conflict']);
  });

  it('are told what was decided, and when', async () => {
    const world = new World();
    await world.group(1);
    const at = '2026-03-01T08:00:00.000Z';
    const { change } = await world.request(ada, { technical: ben, billing: cleo });
    await world.refuse(ben, change);
    expect(await detailOf(world.accept(ben, change))).toBe(
      `You refused this change at ${at}, and a refusal is final. It is refused.`,
    );
    expect(await detailOf(world.accept(cleo, change))).toBe(
      'Only a change that is awaiting-consent can be accepted or refused. It is refused.',
    );
    const other = await world.effectiveChange(ada, { technical: ben });
    expect(await detailOf(world.refuse(ben, other))).toBe(
      `You accepted this change at ${at}, and could refuse only until it was effective. It is propagating.`,
    );
  });

  it('say why a request ended, also where nobody gave a reason', async () => {
    const world = new World();
    await world.group(1);
    const ask = async () => (await world.request(ada, { technical: ben })).change;
    expect((await world.refuse(ben, await ask())).change.rejection).toEqual({
      code: 'refused',
      detail: 'A recipient refused this change without a reason.',
    });
    expect((await world.cancel(ada, await ask(), false, 'Typed the wrong nic')).change.rejection).toEqual({
      code: 'cancelled',
      detail: 'Typed the wrong nic',
    });
    expect((await world.cancel(ada, await ask())).change.rejection?.detail).toBe(
      'Its requester cancelled this change without a reason.',
    );
    expect((await world.cancel(dan, await ask(), true)).change.rejection?.detail).toBe(
      'An operator cancelled this change without a reason.',
    );
  });
});

describe('A cancelled request (R7)', () => {
  it.each([
    ['its requester', ada, false],
    ['an operator', dan, true],
  ] as const)('by %s ends and frees its locks', async (_who, who, isOperator) => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    expect((await world.cancel(who, change, isOperator)).change.state).toBe('cancelled');
    expect(await locks(world)).toEqual([]);
    expect((await world.cancel(who, change, isOperator)).change.state).toBe('cancelled');
    expect(await refusalOf(world.accept(ben, change))).toEqual(['state-conflict']);
  });

  it('is not cancelled by anyone else, nor after it is effective', async () => {
    const world = new World();
    await world.group(1, { technical: cleo });
    const { change } = await world.request(ada, { technical: ben });
    expect(await refusalOf(world.cancel(ben, change))).toEqual(['not-the-requester']);
    expect(await refusalOf(world.cancel(dan, change))).toEqual(['not-found']);
    await world.accept(ben, change);
    expect(await refusalOf(world.cancel(ada, change))).toEqual(['state-conflict']);
  });

  it('is not accepted as well if both happen at the same instant', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    const [cancelled, accepted] = await Promise.allSettled([
      world.cancel(ada, change),
      world.accept(ben, change),
    ]);
    const { state } = await world.changeNow(change);
    expect([cancelled.status, accepted.status, state]).toEqual(
      state === 'cancelled'
        ? ['fulfilled', 'rejected', 'cancelled']
        : ['rejected', 'fulfilled', 'propagating'],
    );
  });
});

describe('A consent code (R6)', () => {
  it('replaces the acceptance of its creator: the change does not wait', async () => {
    const world = new World();
    await world.group(1);
    const code = await world.code(ben, ['technical', 'administration']);
    const { change } = await world.request(ada, { technical: ben }, { codes: { [ben]: code } });
    expect(change).toMatchObject({
      state: 'propagating',
      consents: [{ nic: ben, decision: 'accepted', via: 'code' }],
    });
  });

  it('counts only for its creator: the other recipients still have to accept', async () => {
    const world = new World();
    await world.group(1);
    const code = await world.code(ben, ['technical']);
    const { change } = await world.request(
      ada,
      { technical: ben, billing: cleo },
      { codes: { [ben]: code } },
    );
    expect(change.state).toBe('awaiting-consent');
    expect((await world.accept(cleo, change)).change.state).toBe('propagating');
  });

  it('works once', async () => {
    const world = new World();
    await world.group(1);
    const code = await world.code(ben, ['technical', 'billing']);
    await world.request(ada, { technical: ben }, { codes: { [ben]: code } });
    const again = world.request(ada, { billing: ben }, { codes: { [ben]: code } });
    expect(await refusalOf(again)).toEqual(['consent-code-invalid']);
  });

  it('works for only one of two concurrent calls', async () => {
    const world = new World();
    await world.group(1);
    const code = await world.code(ben, ['technical', 'billing']);
    const both = await Promise.allSettled([
      world.request(ada, { technical: ben }, { codes: { [ben]: code } }),
      world.request(ada, { billing: ben }, { codes: { [ben]: code } }),
    ]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('is not used up by a request that is refused, nor by a dry run', async () => {
    const world = new World();
    await world.group(1);
    await world.account(dan, { status: 'closed' });
    const codes = { [ben]: await world.code(ben, ['technical']) };
    expect(await refusalOf(world.request(ada, { technical: ben, billing: dan }, { codes }))).toEqual([
      'recipient-closed',
    ]);
    expect((await world.request(ada, { technical: ben }, { codes, isDryRun: true })).change.state).toBe(
      'propagating',
    );
    expect((await world.groupNow()).revision).toBe(0);
    expect((await world.request(ada, { technical: ben }, { codes })).change.state).toBe('propagating');
  });

  it.each<[string, (world: World) => Promise<string>]>([
    ['that was never made', () => Promise.resolve('made-up')],
    ['of another nic', (world) => world.code(cleo, ['technical', 'billing'])],
    ['for fewer roles', (world) => world.code(ben, ['technical'])],
    [
      'for another group',
      (world) => world.code(ben, ['technical', 'billing'], { groupId: GroupId.parse('ab12345-ovh-2') }),
    ],
    [
      'past its time, though the table still has it',
      (world) => world.code(ben, ['technical', 'billing'], { minutes: 0 }),
    ],
  ])('%s is refused, and the answer is always the same', async (_which, makeCode) => {
    const world = new World();
    await world.group(1);
    const codes = { [ben]: await makeCode(world) };
    const asked = world.request(ada, { technical: ben, billing: ben }, { codes });
    await expect(asked).rejects.toMatchObject({
      violations: [
        {
          code: 'consent-code-invalid',
          pointer: '/consentCodes/be2-ovh',
          detail: 'This is not a valid, unused consent code of be2-ovh for these roles.',
        },
      ],
    });
  });

  it('is stored only as a hash', async () => {
    const table = new World();
    await table.group(0);
    const code = await table.code(ben, ['technical']);
    const { change } = await table.request(ada, { technical: ben }, { codes: { [ben]: code } });
    expect(JSON.stringify(await table.changeNow(change))).not.toContain(code);
  });
});
