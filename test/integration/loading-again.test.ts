import { describe, expect, it } from 'vitest';
import { accountKey } from '../../shared/store/keys.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { ada, ben, cleo, dan, eve, groupId, nic, World } from '../support/world.ts';

const operator = { nic: eve, isOperator: true };
const contacts = { administration: ada, technical: ben, billing: ada };

async function put(world: World, operation: 'putGroup' | 'putAccount', params: object, body: object) {
  const asked = { params: { ...params }, body };
  const { statusCode, body: answer } = await new ApiInMemory(world).call(operation, operator, asked);
  return { status: statusCode, answer: JSON.parse(answer ?? '') as unknown };
}

const putGroup = (world: World, body: object) => put(world, 'putGroup', { groupId }, body);

describe('A group that is loaded again', () => {
  it('keeps what is left out, also after its contacts have changed', async () => {
    const world = new World();
    await world.group(0, contacts);
    expect((await putGroup(world, { description: 'Head office', contacts })).status).toBe(200);
    await world.effectiveChange(ada, { technical: cleo });
    for (const body of [{}, { contacts: {} }, { contacts: { administration: ada, technical: cleo } }])
      expect(await putGroup(world, body)).toMatchObject({
        status: 200,
        answer: { description: 'Head office', contacts: { ...contacts, technical: cleo } },
      });
    const other = { description: 'Elsewhere', contacts: { technical: ben } };
    expect(await putGroup(world, other)).toMatchObject({
      status: 409,
      answer: { code: 'state-conflict', errors: [{ pointer: '/contacts' }] },
    });
    expect((await world.groupNow()).description).toBe('Head office');
    expect(await putGroup(world, { description: 'Elsewhere' })).toMatchObject({
      answer: { description: 'Elsewhere' },
    });
    expect((await putGroup(world, { description: null })).answer).not.toHaveProperty('description');
    expect((await world.groupNow()).description).toBeUndefined();
  });

  it('is created with all three contacts alone', async () => {
    const world = new World();
    for (const who of [ada, ben]) await world.account(who);
    for (const body of [{}, { description: 'New' }, { contacts: { administration: ada, billing: ada } }])
      expect(await putGroup(world, body)).toMatchObject({
        status: 422,
        answer: { code: 'validation-failed', errors: [{ pointer: '/contacts' }] },
      });
    expect(await world.stores.groups.find(groupId)).toBeUndefined();
    expect((await putGroup(world, { contacts })).status).toBe(200);
  });
});

describe('An account that is loaded again', () => {
  const required = { voipValidated: true, balanceCents: 0, status: 'open' };
  const putAccount = (world: World, body: object) => put(world, 'putAccount', { nic: dan }, body);

  it('keeps a detail that is left out, and loses one that is null', async () => {
    const world = new World();
    const details = { name: 'Head office', email: 'telephony@example.com', language: 'en' };
    expect((await putAccount(world, required)).answer).toEqual({ nic: dan, ...required });
    expect((await putAccount(world, { ...required, ...details })).status).toBe(200);
    const inDebt = { ...required, balanceCents: -1 };
    expect((await putAccount(world, inDebt)).answer).toEqual({ nic: dan, ...inDebt, ...details });
    expect((await putAccount(world, { ...required, email: null, language: null })).answer).toEqual({
      nic: dan,
      ...required,
      name: 'Head office',
    });
  });

  it('keeps what a later release stored', async () => {
    const world = new World();
    await world.table.put({ put: { ...accountKey(dan), nic: dan, ...required, addedLater: 1 } });
    await putAccount(world, { ...required, status: 'closed' });
    expect(await world.table.get(accountKey(dan))).toMatchObject({ status: 'closed', addedLater: 1 });
  });

  it.each([
    ['/name', { name: '' }],
    ['/name', { name: 'x'.repeat(101) }],
    ['/name', { name: '\ud800' }],
    ['/email', { email: 'nobody' }],
    ['/email', { email: `${'x'.repeat(250)}@example.com` }],
    ['/language', { language: 'de' }],
    ['/status', { status: undefined }],
    ['/voipValidated', { voipValidated: null }],
  ])('is refused for %s, and nothing is written', async (pointer, wrong) => {
    const world = new World();
    expect(await putAccount(world, { ...required, ...wrong })).toMatchObject({
      status: 422,
      answer: { errors: [{ pointer }] },
    });
    expect(await world.stores.accounts.find(nic('da4-ovh'))).toBeUndefined();
  });
});
