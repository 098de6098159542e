import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import * as z from 'zod';
import { ApiClient } from '../../infra/laptop/api-client.ts';
import { readSettings } from '../../infra/environments.ts';
import { localIssuer } from '../../infra/laptop/issuer.ts';
import { ContactChangeAnswer, ServiceAnswer } from '../../shared/http/contract/shapes.ts';
import { memberMessageLife } from '../../shared/messages/timing.ts';
import { assembly } from '../support/assembly.ts';
import { KillableStack } from '../support/killable-stack.ts';
import { until } from '../support/until.ts';

/** More than one step of a change handles. */
const members = 1_500;
/** The technical contacts, one after the other: a member must never go back. */
const technical = ['aa1-ovh', 'bb2-ovh', 'cc3-ovh'];
const [first = '', second = '', third = ''] = technical;
const group = '/groups/aa1-ovh-1';
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
const as = async (nic: string): Promise<ApiClient> =>
  new ApiClient(stack.url, await (await localIssuer()).token({ nic, operator: nic === 'op1-ovh' }));

async function makeGroup(): Promise<void> {
  const operator = await as('op1-ovh');
  const account = { voipValidated: true, balanceCents: 0, status: 'open' };
  for (const nic of technical) await operator.send('PUT', `/accounts/${nic}`, account, z.unknown());
  const contacts = { administration: first, technical: first, billing: first };
  await operator.send('PUT', group, { contacts }, z.unknown());
  for (let from = 0; from < members; from += 40) {
    const services = Array.from({ length: Math.min(40, members - from) }, (_, index) => ({
      serviceId: `0033${100_000_000 + from + index}`,
      kind: 'line',
    }));
    await operator.send('POST', `${group}/services`, { services }, z.unknown());
  }
}

/** Puts the technical contact in other hands; the group has it when this resolves, its members have not. */
async function change(to: string): Promise<string> {
  const body = { contacts: { technical: to } };
  const asked = await (await as(first)).send('POST', `${group}/contact-changes`, body, ContactChangeAnswer);
  const path = `/contact-changes/${asked.changeId}/accept`;
  await (await as(to)).send('POST', path, {}, ContactChangeAnswer);
  return asked.changeId;
}

const ranks = new Map<string, number>();
/** Looks at every member: which of the contacts it has, and that none went back. */
async function look(): Promise<number[]> {
  const client = await as(first);
  const counts = technical.map(() => 0);
  for await (const service of client.list(`${group}/services`, ServiceAnswer)) {
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
      const now = await client.get(`/contact-changes/${changeId}`, ContactChangeAnswer);
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
