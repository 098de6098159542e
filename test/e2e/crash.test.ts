import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Client } from '../../clients/lib/api/client.ts';
import { readSettings } from '../../infra/environments.ts';
import { callerOf } from '../../infra/laptop/caller.ts';
import { localIssuer } from '../../infra/laptop/issuer.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { memberMessageLife } from '../../shared/messages/timing.ts';
import { assembly } from '../support/assembly.ts';
import { KillableStack } from '../support/killable-stack.ts';
import { until } from '../support/until.ts';

/** More than one step of a change handles. */
const members = 1_500;
/** The technical contacts, one after the other: a member must never go back. */
const technical = ['aa1-ovh', 'bb2-ovh', 'cc3-ovh'];
const [first = '', second = '', third = ''] = technical;
const params = { groupId: 'aa1-ovh-1' };
const dataDirectory = mkdtempSync(join(tmpdir(), 'crash-'));
afterAll(() => rmSync(dataDirectory, { recursive: true }));

/** The clock's advance after each start: stalled changes become due, and every message exceeds its retention. */
const longerThanAnyMessageLives =
  1_000 * memberMessageLife({ ...readSettings('local').memberTiming, notifiesMembers: false });

let stack: KillableStack;
let clockAhead = 0;
const start = async (): Promise<void> => {
  clockAhead += longerThanAnyMessageLives;
  stack = await KillableStack.start({
    assembly: await assembly(),
    dataDirectory,
    tickSeconds: 1,
    clockAhead,
  });
};
const as = async (nic: string): Promise<Client> =>
  callerOf(stack, await localIssuer(), { nic, operator: nic === 'op1-ovh' });

async function makeGroup(): Promise<void> {
  const operator = await as('op1-ovh');
  const account = { voipValidated: true, balanceCents: 0, status: 'open' } as const;
  for (const nic of technical) await operator.call(operations.putAccount, { params: { nic }, body: account });
  const contacts = { administration: first, technical: first, billing: first };
  await operator.call(operations.putGroup, { params, body: { contacts } });
  for (let from = 0; from < members; from += 40) {
    const services = Array.from({ length: Math.min(40, members - from) }, (_, index) => ({
      serviceId: `0033${100_000_000 + from + index}`,
      kind: 'line' as const,
    }));
    await operator.call(operations.addGroupServices, { params, body: { services } });
  }
}

/** Puts the technical contact in other hands; the group has it when this resolves, its members have not. */
async function change(to: string): Promise<string> {
  const body = { contacts: { technical: to } };
  const request = { params, body, idempotencyKey: randomUUID() };
  const { changeId } = await (await as(first)).call(operations.requestGroupChange, request);
  await (await as(to)).call(operations.acceptContactChange, { params: { changeId } });
  return changeId;
}

const ranks = new Map<string, number>();
/** Looks at every member: which of the contacts it has, and that none went back. */
async function look(): Promise<number[]> {
  const client = await as(first);
  const counts = technical.map(() => 0);
  for await (const service of client.list(operations.listGroupServices, { params })) {
    const rank = technical.indexOf(service.contacts.technical);
    expect(rank).toBeGreaterThanOrEqual(ranks.get(service.serviceId) ?? 0);
    ranks.set(service.serviceId, rank);
    counts[rank] = (counts[rank] ?? 0) + 1;
  }
  return counts;
}

/** Ends everything after that many of its updates, most of them of members, and starts it again. */
async function crashAfter(updates: number): Promise<number[]> {
  await stack.killAfter(updates);
  await start();
  return look();
}

it('A stack that is killed repeatedly loses no member and takes none back to an earlier contact', async () => {
  await start();
  await makeGroup();
  const one = await change(second);
  const afterFirst = await crashAfter(600);
  expect(afterFirst[0]).toBeGreaterThan(0);
  const two = await change(third);
  const afterSecond = await crashAfter(900);
  expect(afterSecond[2]).toBeLessThan(members);
  // Due work finds the stalled changes, and is killed in turn.
  await crashAfter(50);
  await crashAfter(200);

  const client = await as(first);
  for (const changeId of [one, two]) {
    const done = await until(async () => {
      const now = await client.call(operations.getContactChange, { params: { changeId } });
      return now.completedAt === undefined ? undefined : now;
    });
    const { state, progress } = done;
    expect({
      state,
      failed: progress.failed,
      pending: progress.pending,
      services: progress.services,
    }).toEqual({
      state: 'completed',
      failed: 0,
      pending: 0,
      services: members,
    });
    expect(progress.applied + progress.superseded).toBe(members);
  }
  expect(await look()).toEqual([0, 0, members]);
  await stack.kill();
});
