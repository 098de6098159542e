import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readResultLine, type RowResult } from '../../clients/cli/files/row-result.ts';
import { createClient, type Client } from '../../clients/lib/api/client.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { fileOf } from '../support/files.ts';
import { operatorNic } from '../support/operator.ts';
import { RunningStack } from '../support/running-stack.ts';
import { InterruptingRelay } from './support/interrupting-relay.ts';
import { startCommand } from './support/process.ts';

let relay: InterruptingRelay;
let client: Client;
let environment: Readonly<Record<string, string>>;
beforeAll(async () => {
  const running = await RunningStack.shared();
  relay = await InterruptingRelay.start(running.stack.url);
  const token = await running.token(operatorNic, { operator: true });
  environment = { CONTACTS_API: relay.url, CONTACTS_TOKEN: token };
  client = createClient({ url: running.stack.url, token: () => Promise.resolve(token) });
});
afterAll(() => relay.close());

/** Runs the command, and kills it after each of so many answers, before it gets that answer. Then lets it end. */
async function runAndKill(words: readonly string[], ...answers: readonly number[]) {
  for (const last of answers) {
    const command = startCommand(words, environment);
    let count = 0;
    relay.onAnswer = () => {
      count += 1;
      if (count === last) command.kill();
    };
    expect(await command.ended).toMatchObject({ exitCode: null });
  }
  relay.onAnswer = () => {};
  return startCommand(words, environment).ended;
}

const resultsOf = (path: string): RowResult[] =>
  readFileSync(path.replace('.csv', '.results.csv'), 'utf8')
    .split('\n')
    .flatMap((line) => readResultLine(line) ?? []);
const rowsFrom2 = (count: number) => Array.from({ length: count }, (_, index) => index + 2);

const accounts = 'nic,voipValidated,balanceCents,status\nka1-ovh,yes,0,open\nkb2-ovh,yes,0,open\n';
const groupIds = Array.from({ length: 26 }, (_, index) => `ka1-ovh-${index}`);
const groupRows = groupIds.map((id) => `${id},ka1-ovh,ka1-ovh,ka1-ovh\n`);
const groups = `groupId,administration,technical,billing\n${groupRows.join('')}`;

it('A load that is killed twice and repeated has every service once', async () => {
  const count = 2_000;
  const serviceIds = Array.from({ length: count }, (_, index) => `00336${10_000_000 + index}`);
  const rows = serviceIds.map((serviceId, index) => `${groupIds[index % 2]},${serviceId},line\n`).join('');
  const services = fileOf(`groupId,serviceId,kind\n${rows}`, 'killed-services.csv');
  const words = ['load', '--services', services];
  const others = [
    '--accounts',
    fileOf(accounts, 'killed-accounts.csv'),
    '--groups',
    fileOf(groups, 'killed-groups.csv'),
  ];
  const ended = await runAndKill([...words, ...others], 3, 35, 30);
  expect(ended).toMatchObject({ exitCode: 0 });

  const results = resultsOf(services);
  expect(results.map(({ row }) => row)).toEqual(rowsFrom2(count));
  expect(results.filter(({ state }) => state !== 'new' && state !== 'same')).toEqual([]);
  expect(existsSync(`${services.replace('.csv', '.results.csv')}.unfinished`)).toBe(false);
  const members: string[] = [];
  for (const groupId of groupIds.slice(0, 2)) {
    const group = await client.call(operations.getGroup, { params: { groupId } });
    expect(group.serviceCount).toBe(count / 2);
    for await (const { serviceId } of client.list(operations.listGroupServices, { params: { groupId } })) {
      members.push(serviceId);
    }
  }
  expect(members.toSorted()).toEqual(serviceIds);
});

it('A file of 1,000 reassignments that is killed twice and repeated has requested each once', async () => {
  const setUp = [
    'load',
    '--accounts',
    fileOf(accounts, 'pair-accounts.csv'),
    '--groups',
    fileOf(groups, 'pair-groups.csv'),
  ];
  expect(await startCommand(setUp, environment).ended).toMatchObject({ exitCode: 0 });
  const count = 1_000;
  // Each row has other groups or other roles: pairs of groups, for each of three sets of roles.
  const rows = ['technical', 'billing', 'technical billing']
    .flatMap((roles) =>
      groupIds.flatMap((one, index) =>
        groupIds.slice(index).map((other) => `ka1-ovh,kb2-ovh,${roles},${one} ${other}\n`),
      ),
    )
    .slice(0, count);
  const pairs = fileOf(`from,to,roles,groups\n${rows.join('')}`, 'killed-pairs.csv');
  const ended = await runAndKill(['reassign', '--file', pairs, '--batch', 'killed'], 300, 301);
  expect(ended).toMatchObject({ exitCode: 0 });

  const results = resultsOf(pairs);
  expect(results.map(({ row }) => row)).toEqual(rowsFrom2(count));
  expect(new Set(results.map(({ state }) => state))).toEqual(new Set(['requested']));
  const requested: string[] = [];
  for await (const { reassignmentId } of client.list(operations.listReassignments, {
    query: { batch: 'killed' },
  })) {
    requested.push(reassignmentId);
  }
  expect(requested.toSorted()).toEqual(results.map(({ id }) => id).toSorted());
  expect(new Set(requested).size).toBe(count);
});
