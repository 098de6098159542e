import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { memberUpdate } from '../peers/functions/member-update.ts';
import type { BenchGroup } from './groups.ts';
import type { Lab } from './lab.ts';
import { movedContacts } from './departments.ts';

/** The width at which the loop is fastest here: wider ones only queue before the database. */
const width = 10;

/**
 * Writes the very update that propagation makes to every member of a group, with nothing between the SDK and the
 * database: no queue, no function, no check of grants, no meter. Gives the seconds that it took.
 */
export async function bareLoop(lab: Lab, { groupId, members }: BenchGroup): Promise<number> {
  const { contacts, revision } = await lab.rows.group(groupId);
  const { technical = contacts.technical } = movedContacts(contacts, ['technical']);
  const { client, tableName } = lab.rows;
  const next = { groupId, technical, revision: revision + 1 };
  const started = performance.now();
  await mapConcurrently(members, width, (serviceId) =>
    client.send(new UpdateItemCommand(memberUpdate(tableName, { ...next, serviceId }))),
  );
  const seconds = (performance.now() - started) / 1_000;
  const missed = await lab.rows.notYet(members, { contacts: { technical }, revision: next.revision });
  if (missed.length > 0) throw new Error(`The bare loop missed ${missed.length} members.`);
  await lab.rows.setRevision(groupId, next.revision);
  return seconds;
}
