import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { memberUpdate } from '../peers/functions/member-update.ts';
import type { BenchGroup } from './groups.ts';
import type { Lab } from './lab.ts';
import { movedContacts } from './departments.ts';
import { processorTime } from './processor-time.ts';

/** The width at which the loop is fastest here: wider ones only queue before the database. */
const width = 10;

/** What the loop took, the look at every row after it left out. */
export interface Looped {
  readonly seconds: number;
  readonly processorMilliseconds: number;
}

/** Makes the update that propagation makes, with nothing between SDK and database. Throws when a row is without it. */
export async function bareLoop(lab: Lab, { groupId, members }: BenchGroup): Promise<Looped> {
  const { contacts, revision } = await lab.rows.group(groupId);
  const { technical = contacts.technical } = movedContacts(contacts, ['technical']);
  const { client, tableName } = lab.rows;
  const next = { groupId, technical, revision: revision + 1 };
  const processor = processorTime();
  const started = performance.now();
  await mapConcurrently(members, width, (serviceId) =>
    client.send(new UpdateItemCommand(memberUpdate(tableName, { ...next, serviceId }))),
  );
  const looped = { seconds: (performance.now() - started) / 1_000, processorMilliseconds: processor() };
  const expected = { contacts: { technical }, revision: next.revision };
  const missed = await lab.rows.notYet(members, expected);
  if (missed.length > 0) throw new Error(`The bare loop missed ${missed.length} members.`);
  await lab.rows.adopt(groupId, expected);
  return looped;
}
