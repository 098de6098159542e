import fc from 'fast-check';
import { expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import type { HttpResult } from '../../shared/http/event.ts';
import { ApiInMemory, type Asking, type ClosedOperation } from '../support/api-in-memory.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { expectDocumented } from '../support/openapi-check.ts';
import { World } from '../support/world.ts';
import { everyone } from '../model/actors.ts';
import { modelSeed, sequences } from '../model/happen.ts';
import { Pair } from '../model/pair.ts';
import { reads, stranger, writes } from '../model/requests.ts';

const runs = 8;
const callers: readonly Asking[] = [
  ...[...everyone, stranger].map((nic) => ({ nic })),
  { nic: stranger, isOperator: true },
];

function expectAnswer(operation: ClosedOperation, { statusCode: status, headers, body }: HttpResult): void {
  const answer = { status, headers, body: body === undefined ? undefined : JSON.parse(body) };
  if (status >= 500) throw new Error(`${operation} answered ${status}: ${body}`);
  expectDocumented(operations[operation], answer);
}

/** Every reading of every caller, twice. */
async function readAll(world: World): Promise<number> {
  const api = new ApiInMemory(world);
  const { changeIds, reassignmentIds } = world;
  const made = { changes: changeIds.length, reassignments: reassignmentIds.length };
  const asked = reads(world);
  let read = 0;
  for (const caller of callers) {
    for (const [operation, request] of asked) {
      const answer = await api.call(operation, caller, request);
      // A dry run takes ids, which nothing has.
      changeIds.splice(made.changes);
      reassignmentIds.splice(made.reassignments);
      expectAnswer(operation, answer);
      if (answer.statusCode === 200) read += 1;
      // A dry run gives what it would make a new id.
      if (operations[operation].method !== 'GET') continue;
      const { body } = await api.call(operation, caller, request);
      if (body !== answer.body) throw new Error(`${operation} answered ${answer.body} and then ${body}`);
    }
  }
  return read;
}

/** Every write of every caller, in a copy of the world. */
async function writeAll(world: World, table: MemoryTable): Promise<number> {
  const copy = new World(MemoryTable.of(table.items()));
  copy.time = world.time;
  copy.propagatingLimit = world.propagatingLimit;
  const api = new ApiInMemory(copy);
  const asked = writes(world);
  let written = 0;
  for (const caller of callers) {
    for (const [operation, request] of asked) {
      const answer = await api.call(operation, caller, request);
      expectAnswer(operation, answer);
      if (answer.statusCode < 300) written += 1;
    }
  }
  await readAll(copy);
  return written;
}

const title = 'In any order of events, every answer is as documented, and repeats to the byte';

it(`${title} (${runs} sequences)`, async () => {
  let answered = 0;
  const property = fc.asyncProperty(sequences, async (sequence) => {
    const table = new MemoryTable();
    const settings = { propagatingLimit: 2, notifiesMembers: sequence.length % 2 === 0 };
    const pair = await Pair.start(settings, table);
    for (const [index, action] of sequence.entries()) {
      await pair.happen(action);
      if (index % 10 === 9) answered += await readAll(pair.world);
    }
    answered += await writeAll(pair.world, table);
  });
  await fc.assert(property, { numRuns: runs, seed: modelSeed });
  expect(answered).toBeGreaterThan(100 * runs);
});
