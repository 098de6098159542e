import { describe, expect, it } from 'vitest';
import type { Nic } from '../../shared/domain/identifiers.ts';
import { openLimit } from '../../shared/domain/open-limit.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { ada, cleo, dan, eve, groupId, World } from '../support/world.ts';

async function create(world: World, nic: Nic, body: object = {}) {
  const answer = await new ApiInMemory(world).call(
    'createConsentCode',
    { nic },
    { body: { roles: ['technical'], ...body } },
  );
  return operations.createConsentCode.answer.parse(JSON.parse(answer.body ?? ''));
}

async function listed(world: World, nic: Nic, query: Record<string, string> = {}) {
  const { body } = await new ApiInMemory(world).call('listConsentCodes', { nic }, { query });
  return operations.listConsentCodes.answer.parse(JSON.parse(body ?? ''));
}

const revoke = async (world: World, nic: Nic, codeId: string): Promise<number> =>
  (await new ApiInMemory(world).call('revokeConsentCode', { nic }, { params: { codeId } })).statusCode;

describe('The consent codes of a nic', () => {
  it('are listed without the code, newest first, while they are neither used nor over', async () => {
    const world = new World();
    await world.group(1);
    const used = await create(world, dan);
    const short = await create(world, dan, { expiresInMinutes: 1 });
    const bound = await create(world, dan, { roles: ['billing', 'technical'], groupId });
    await create(world, eve);
    const { code: _code, ...shown } = bound;
    expect(shown).toMatchObject({ roles: ['billing', 'technical'], groupId, codeId: expect.any(String) });
    expect((await listed(world, dan)).items.map(({ codeId }) => codeId)).toEqual(
      [bound, short, used].map(({ codeId }) => codeId),
    );
    await world.request(ada, { technical: dan }, { codes: { [dan]: used.code } });
    world.time += 60_000;
    expect(await listed(world, dan)).toEqual({ items: [shown], nextCursor: null });
  });

  it('are listed page by page', async () => {
    const world = new World();
    await world.group(1);
    const made = [];
    for (let count = 0; count < 3; count++) made.unshift((await create(world, dan)).codeId);
    const first = await listed(world, dan, { limit: '2' });
    const rest = await listed(world, dan, { limit: '2', cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items].map(({ codeId }) => codeId)).toEqual(made);
    expect(rest.nextCursor).toBeNull();
  });

  it('are revoked by their maker alone, once, and give no consent after that', async () => {
    const world = new World();
    await world.group(1);
    const { codeId, code } = await create(world, dan);
    for (const other of [cleo, ada]) expect(await revoke(world, other, codeId)).toBe(404);
    expect([await revoke(world, dan, codeId), await revoke(world, dan, codeId)]).toEqual([204, 404]);
    const codes = { [dan]: code };
    expect(await refusalOf(world.request(ada, { technical: dan }, { codes }))).toEqual([
      'consent-code-invalid',
    ]);
    const over = await create(world, dan, { expiresInMinutes: 1 });
    world.time += 60_000;
    expect(await revoke(world, dan, over.codeId)).toBe(404);
  });

  it('make room for others when they are revoked', async () => {
    const world = new World();
    await world.group(1);
    const made = [];
    for (let count = 0; count < openLimit; count++) made.push(await create(world, dan));
    expect(await revoke(world, dan, made[7]?.codeId ?? '')).toBe(204);
    await create(world, dan);
    expect((await listed(world, dan)).items).toHaveLength(openLimit);
  });
});
