import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import type { Nic } from '../../shared/domain/identifiers.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { ada, ben, cleo, dan, eve, groupId, nic, serviceId, World } from '../support/world.ts';

const Members = z.object({ items: z.array(z.object({ serviceId: z.string() })) });

/** The numbers that the caller is told of the members of a change, or the status of a refusal. */
async function membersTold(world: World, who: Nic, { changeId }: ContactChange): Promise<string[] | number> {
  const { statusCode, body } = await new ApiInMemory(world).call(
    'listMemberOutcomes',
    { nic: who },
    { params: { changeId } },
  );
  return statusCode === 200
    ? Members.parse(JSON.parse(body ?? '')).items.map((item) => item.serviceId)
    : statusCode;
}

async function problem(world: World, who: Nic, contacts: object, query: Record<string, string> = {}) {
  const { body } = await new ApiInMemory(world).call(
    'requestGroupChange',
    { nic: who },
    { params: { groupId }, query, body: { contacts } },
  );
  return ProblemAnswer.parse(JSON.parse(body ?? ''));
}

describe('The members of a change', () => {
  it('are shown to its recipient while the request is open, and no longer once it has ended', async () => {
    const world = new World();
    await world.group(2);
    const { change } = await world.request(ada, { technical: ben });
    expect(await membersTold(world, ben, change)).toEqual([serviceId(0), serviceId(1)]);
    await world.refuse(ben, change);
    await world.join(2);
    expect(await membersTold(world, ben, change)).toEqual([]);
    expect(await membersTold(world, ada, change)).toHaveLength(3);
    expect(await membersTold(world, dan, change)).toBe(404);
  });

  it('are no longer shown once the request has expired, even before that is written', async () => {
    const world = new World();
    await world.group(1);
    const { change } = await world.request(ada, { technical: ben });
    world.time = Date.parse(change.expiresAt);
    expect(await membersTold(world, ben, change)).toEqual([]);
  });

  it('are shown to the former administration contact until the change has ended', async () => {
    const world = new World();
    await world.group(1);
    const change = await world.effectiveChange(ada, { administration: cleo, technical: cleo, billing: cleo });
    expect(await membersTold(world, ada, change)).toEqual([serviceId(0)]);
    await world.settle();
    expect(await membersTold(world, ada, change)).toEqual([]);
    expect(await membersTold(world, cleo, change)).toEqual([serviceId(0)]);
  });
});

describe('Who may not ask for a change', () => {
  const strangers = { unknown: nic('zz1-ovh'), closed: nic('zz2-ovh'), indebted: nic('zz3-ovh') };

  it('is told just that, whatever the account of the recipient and what is open', async () => {
    const world = new World();
    await world.group(1, { technical: ben });
    await world.account(strangers.closed, { status: 'closed' });
    await world.account(strangers.indebted, { balanceCents: -1, voipValidated: false });
    await world.request(ada, { billing: cleo });
    const told = [];
    for (const to of [...Object.values(strangers), eve, ada])
      told.push(await problem(world, ben, { billing: to }, { dryRun: 'true' }));
    for (const one of told) expect(one).toEqual(told[0]);
    expect(told[0]?.errors).toHaveLength(1);
  });

  it('is told what the request alone shows', async () => {
    const world = new World();
    await world.group(1, { technical: ben });
    const { body } = await new ApiInMemory(world).call(
      'requestServiceChange',
      { nic: ben },
      {
        params: { serviceId: serviceId(0) },
        body: { contacts: { billing: strangers.unknown }, effectiveAt: '2020-01-01T00:00:00Z' },
      },
    );
    const { errors } = ProblemAnswer.parse(JSON.parse(body ?? ''));
    expect(errors.map(({ code }) => code)).toEqual([
      'not-administration-contact',
      'effective-time-invalid',
      'role-not-changeable',
    ]);
  });
});

it('The request that blocks another is named in a field of its own, and in no detail', async () => {
  const world = new World();
  await world.group(1);
  const { change } = await world.request(ada, { technical: ben });
  const [error] = (await problem(world, ada, { technical: cleo })).errors;
  expect(error?.changeId).toBe(change.changeId);
  expect(error?.detail).not.toContain(change.changeId);
});
