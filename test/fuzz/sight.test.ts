import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HttpResult } from '../../shared/http/event.ts';
import { ApiInMemory, type RequestInMemory } from '../support/api-in-memory.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { toldBy } from '../support/told.ts';
import type { World } from '../support/world.ts';
import { everyone } from '../model/actors.ts';
import { modelSeed, sequences } from '../model/happen.ts';
import { Pair } from '../model/pair.ts';
import { known } from '../model/known.ts';
import { reads, stranger } from '../model/requests.ts';

const runs = 25;

const idsIn = (value: unknown): Set<string> =>
  toldBy({ statusCode: 0, headers: {}, body: JSON.stringify(value) });

/** What an answer tells that neither the caller may know nor the request said. */
function secretsIn(answer: HttpResult, request: RequestInMemory, may: ReadonlySet<string>): string[] {
  const sent = idsIn(request);
  return [...toldBy(answer)].filter((id) => !may.has(id) && !sent.has(id));
}

async function look(world: World): Promise<number> {
  const api = new ApiInMemory(world);
  const asked = reads(world);
  const { changeIds, reassignmentIds } = world;
  const first = { changes: changeIds.length, reassignments: reassignmentIds.length };
  let told = 0;
  for (const who of [...everyone, stranger]) {
    const may = await known(world, who);
    for (const [operation, request] of asked) {
      const answer = await api.call(operation, { nic: who }, request);
      // A dry run gives what it would make an id.
      for (const id of changeIds.splice(first.changes)) may.add(id);
      for (const id of reassignmentIds.splice(first.reassignments)) may.add(id);
      const secrets = secretsIn(answer, request, may);
      if (secrets.length > 0)
        throw new Error(`${who} learns ${secrets.join(' ')} by ${operation}: ${answer.body}`);
      if (answer.statusCode === 200) told += 1;
    }
  }
  return told;
}

it(`In any order of events, no answer tells a caller what it may not know (${runs} sequences)`, async () => {
  let told = 0;
  const property = fc.asyncProperty(sequences, async (sequence) => {
    const table = new MemoryTable();
    const settings = { propagatingLimit: 2, notifiesMembers: sequence.length % 2 === 0 };
    const pair = await Pair.start(settings, table);
    for (const [index, action] of sequence.entries()) {
      await pair.happen(action);
      if (index % 5 === 4) told += await look(pair.world);
    }
    const keys = table
      .items()
      .flatMap(({ pk, sk, dueAt = '', listPartition = '', listKey = '' }) =>
        [pk, sk, dueAt, listPartition, listKey].map(String),
      );
    expect(Math.max(...keys.map((key) => Buffer.byteLength(key)))).toBeLessThanOrEqual(128);
  });
  await fc.assert(property, { numRuns: runs, seed: modelSeed });
  expect(told).toBeGreaterThan(runs);
});
