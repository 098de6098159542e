import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readResultLine } from '../../clients/cli/files/row-result.ts';
import { previewFile } from '../../clients/cli/reassign/preview-file.ts';
import { reassignFile, type ReassignFileOptions } from '../../clients/cli/reassign/reassign-file.ts';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId } from '../../shared/domain/identifiers.ts';
import { ProblemError } from '../../clients/lib/api/errors.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { clientInMemory, type ClientInMemoryOptions } from '../support/client-in-memory.ts';
import { breaksAfter, fileOf } from '../support/files.ts';
import { operatorNic } from '../support/operator.ts';
import { nic, World } from '../support/world.ts';

const asOperator = { nic: operatorNic, isOperator: true };
const holders = 30;
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `aa${index}-ovh,zz9-ovh,technical,,,moves ${index}\n`).join('');
const pairs = (count: number): string => `from,to,roles,groups,runAt,reason\n${rowsOf(count)}`;

/** `aa0-ovh` to `aa29-ovh` are technical contact of a group each; `zz9-ovh` is of none. `ad1-ovh` administers all. */
async function worldOfHolders(): Promise<World> {
  const world = new World();
  for (const who of ['ad1-ovh', 'zz9-ovh']) await world.account(nic(who));
  for (let index = 0; index < holders; index++) {
    const technical = nic(`aa${index}-ovh`);
    await world.account(technical);
    const groupId = GroupId.parse(`ad1-ovh-${index}`);
    await world.stores.groups.create(
      newGroup(groupId, { administration: nic('ad1-ovh'), technical, billing: nic('ad1-ovh') }),
    );
  }
  return world;
}

type Options = Partial<ReassignFileOptions> & Partial<ClientInMemoryOptions>;

function prepared(
  world: World,
  path: string,
  { before, after, nic: who, isOperator, ...options }: Options = {},
) {
  const pauses: number[] = [];
  const client = clientInMemory(world, {
    ...(who === undefined ? asOperator : { nic: who, isOperator: isOperator ?? false }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  });
  const waiting = {
    now: () => new Date(world.time),
    pause: (milliseconds: number) => {
      world.time += milliseconds;
      pauses.push(milliseconds);
      return Promise.resolve();
    },
    patienceMilliseconds: 60_000,
    onWait: () => {},
  };
  const reporter = { start: () => {}, advance: () => {} };
  const given = {
    client,
    path,
    batch: 'night',
    width: 4,
    signal: new AbortController().signal,
    waiting,
    reporter,
    ...options,
  };
  return { given, pauses };
}

const run = (world: World, path: string, options: Options = {}) =>
  reassignFile(prepared(world, path, options).given);

const resultPathOf = (path: string): string => path.replace('.csv', '.results.csv');
const resultsOf = (path: string) =>
  readFileSync(resultPathOf(path), 'utf8')
    .split('\n')
    .flatMap((line) => readResultLine(line) ?? []);

/** The ids of what `who` requested, each with its `from`. */
async function requestedBy(world: World, who = operatorNic) {
  const client = clientInMemory(world, { nic: who, isOperator: who === operatorNic });
  const found = new Map<string, string>();
  for await (const { reassignmentId, from } of client.list(operations.listReassignments)) {
    found.set(reassignmentId, from);
  }
  return found;
}

describe('A file of reassignments', () => {
  it('is requested row by row, each once, also where two rows are the same', async () => {
    const world = await worldOfHolders();
    const path = fileOf(
      `${pairs(3)}AA1-OVH,zz9-ovh,Technique,,,moves 1\naa4-ovh,zz9-ovh,boss,,,\naa5-ovh,yy8-ovh,all,,,\n`,
      'same.csv',
    );
    const done = await run(world, path);
    expect(done).toMatchObject({ requested: 4, pending: 0, waiting: 0, refused: 2, before: 0 });
    expect(resultsOf(path).map(({ row, state, code }) => [row, state, code])).toEqual([
      [2, 'requested', ''],
      [3, 'requested', ''],
      [4, 'requested', ''],
      [5, 'requested', ''],
      [6, 'refused', 'not-roles'],
      [7, 'refused', 'recipient-unknown'],
    ]);
    const requested = await requestedBy(world);
    expect([...requested.values()].toSorted()).toEqual(['aa0-ovh', 'aa1-ovh', 'aa2-ovh']);
    const [, second, , same] = resultsOf(path);
    expect(requested.get(second?.id ?? '')).toBe('aa1-ovh');
    expect(same).toMatchObject({ id: second?.id, detail: 'The same as row 3.' });
    expect(second?.detail).toBe('It waits for the consent of zz9-ovh.');
  });

  it('is not requested again by a second run, which asks only for what was refused', async () => {
    const world = await worldOfHolders();
    const path = fileOf(`${pairs(3)}aa5-ovh,yy8-ovh,all,,,\n`, 'twice.csv');
    await run(world, path);
    const before = resultsOf(path);
    await world.account(nic('yy8-ovh'));

    const sent: string[] = [];
    const again = await run(world, path, { before: ({ path: to }) => void sent.push(to) });
    expect(sent).toEqual(['/reassignments']);
    expect(again).toMatchObject({ requested: 4, refused: 0, before: 3 });
    expect(resultsOf(path).slice(0, 3)).toEqual(before.slice(0, 3));
  });

  it.for<[what: string, change: (path: string) => void]>([
    ['as it was left', () => {}],
    ['with a line that was cut off', (path) => writeFileSync(path, readFileSync(path, 'utf8').slice(0, -20))],
    ['without its results', (path) => rmSync(path)],
    ['with results that are none', (path) => writeFileSync(path, 'nothing\n"\n')],
  ])('goes on after it was broken off, %s', async ([what, change]) => {
    const world = await worldOfHolders();
    const path = fileOf(pairs(20), `broken ${what}.csv`);
    await expect(run(world, path, { after: breaksAfter(7) })).rejects.toThrow('broken off');
    change(resultPathOf(path));

    const again = await run(world, path);
    expect(again).toMatchObject({ requested: 20, refused: 0 });
    const requested = await requestedBy(world);
    expect(requested.size).toBe(20);
    expect(resultsOf(path).map(({ id }) => requested.get(id))).toEqual(
      Array.from({ length: 20 }, (_, index) => `aa${index}-ovh`),
    );
  });

  it('counts what is pending as done, and another batch as another request', async () => {
    const world = await worldOfHolders();
    const path = fileOf(pairs(2), 'batches.csv');
    await run(world, path);
    const first = resultsOf(path);
    const again = await run(world, path, { batch: 'next night' });
    expect(again).toMatchObject({ requested: 0, pending: 2, before: 0 });
    expect(resultsOf(path).map(({ id, code }) => [id, code])).toEqual(
      first.map(({ id }) => [id, 'reassignment-pending']),
    );
    expect(await run(world, path, { batch: 'next night' })).toMatchObject({ pending: 2, before: 2 });
  });

  it('waits while the caller has too many open', async () => {
    const world = await worldOfHolders();
    const path = fileOf(pairs(23), 'many.csv');
    const owner = nic('ad1-ovh');
    const client = clientInMemory(world, { nic: owner });
    let waits = 0;
    const waiting = {
      now: () => new Date(world.time),
      pause: async () => {
        const [reassignmentId = ''] = (await requestedBy(world, owner)).keys();
        await client.call(operations.cancelReassignment, { params: { reassignmentId } });
        waits += 1;
      },
      patienceMilliseconds: 60_000,
      onWait: () => {},
    };
    const done = await run(world, path, { nic: owner, width: 1, waiting });
    expect(done).toMatchObject({ requested: 23, waiting: 0 });
    expect(waits).toBe(3);
  });

  it('gives up waiting in the end, and the next run goes on', async () => {
    const world = await worldOfHolders();
    const path = fileOf(pairs(22), 'too many.csv');
    const owner = nic('ad1-ovh');
    const { given, pauses } = prepared(world, path, { nic: owner, width: 1 });
    expect(await reassignFile(given)).toMatchObject({ requested: 20, waiting: 2 });
    expect(pauses.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
    expect(resultsOf(path).at(-1)).toMatchObject({ state: 'waiting', code: 'too-many-open' });
    const client = clientInMemory(world, { nic: owner });
    for (const reassignmentId of (await requestedBy(world, owner)).keys()) {
      await client.call(operations.cancelReassignment, { params: { reassignmentId } });
    }
    expect(await run(world, path, { nic: owner })).toMatchObject({ requested: 22, before: 20 });
  });

  it('ends at once if the API does not know the caller', async () => {
    const world = await worldOfHolders();
    const path = fileOf(pairs(3), 'nobody.csv');
    const client = {
      ...clientInMemory(world, asOperator),
      call: () => Promise.reject(new ProblemError(401, {}, { request: 'POST /reassignments' })),
    };
    await expect(run(world, path, { client })).rejects.toThrow(ProblemError);
    expect(resultsOf(path)).toEqual([]);
  });

  it('is previewed without a request', async () => {
    const world = await worldOfHolders();
    const path = fileOf(`${pairs(2)}aa3-ovh,yy8-ovh,all,,,\nzz9-ovh,aa1-ovh,all,,,\n`, 'preview.csv');
    const previewed = await previewFile(prepared(world, path).given);
    expect(previewed).toMatchObject({ possible: 2, refused: 2 });
    expect(previewed.results.map(({ row, state, code, detail }) => [row, state, code || detail])).toEqual([
      [2, 'possible', '1 groups or single services.'],
      [3, 'possible', '1 groups or single services.'],
      [4, 'refused', 'recipient-unknown'],
      [5, 'refused', 'nothing-to-change'],
    ]);
    expect(existsSync(path.replace('.csv', '.dry-run.csv'))).toBe(true);
    expect((await requestedBy(world)).size).toBe(0);
  });
});
