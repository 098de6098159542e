import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';
import { difference, total, type Counts } from '../../../infra/local/lib/meter.ts';
import type { ChangeEvent } from '../../../shared/domain/event.ts';
import type { ChangeId } from '../../../shared/domain/identifiers.ts';
import { dynamoDbTable } from '../../../shared/aws/dynamodb-table.ts';
import { eventStore, eventWrite } from '../../../shared/store/events.ts';
import { dueIndexKeys } from '../../../shared/store/index-keys.ts';
import type { Callers } from '../lab/callers.ts';
import { change, completed } from '../lab/changes.ts';
import { matching } from '../lab/counts.ts';
import type { BenchGroup } from '../lab/groups.ts';
import type { LabStack } from '../lab/lab-stack.ts';
import type { Lab } from '../lab/lab.ts';

/** What the events of one change take, whatever its members. */
export interface EventUsage {
  readonly events: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly queueRequests: number;
  readonly invocations: number;
}

/** The function's name. */
export const publisher = /publishevents/;

const lookEveryMilliseconds = 100;
const most = 100;

/** Counts what the events of a change of one role take, from its request until the bus has accepted the last. */
export async function eventsOfChange(
  lab: Lab,
  stack: LabStack,
  callers: Callers,
  { groupId }: BenchGroup,
): Promise<EventUsage> {
  const events = eventStore(dynamoDbTable(lab.rows.tableName, lab.rows.client));
  const before = stack.meter.snapshot();
  const group = await lab.rows.group(groupId);
  const { changeId } = await completed(lab.rows, await change(callers, group, ['technical']));
  while (await hasUnpublished(events, changeId)) await pause(lookEveryMilliseconds);
  const { events: all } = await events.ofChange(changeId, { limit: most });
  const figures = difference(before, stack.meter.snapshot());
  const of = (counts: Counts): number => total(matching(counts, publisher));
  const invocations = of(figures.invocations);
  return {
    events: all.length,
    writeUnits: of(figures.writeUnits) + (await unitsOfWriting(lab, all)),
    readUnits: of(figures.readUnits),
    // Each message is sent, received and deleted.
    queueRequests: 3 * invocations,
    invocations,
  };
}

async function hasUnpublished(events: ReturnType<typeof eventStore>, changeId: ChangeId): Promise<boolean> {
  for await (const page of events.unpublished({ changeId })) if (page.length > 0) return true;
  return false;
}

/** What the events added to the transactions that decided: the same rows are written again elsewhere, and counted. */
async function unitsOfWriting({ rows }: Lab, events: readonly ChangeEvent[]): Promise<number> {
  const TransactItems = events.map((event) => {
    const { put } = eventWrite(event, new Date());
    const item = { ...put, pk: `BENCH#${put.pk}`, [dueIndexKeys.partition]: 'BENCH' };
    return { Put: { TableName: rows.tableName, Item: marshall(item, { removeUndefinedValues: true }) } };
  });
  const { ConsumedCapacity = [] } = await rows.client.send(
    new TransactWriteItemsCommand({ TransactItems, ReturnConsumedCapacity: 'TOTAL' }),
  );
  return ConsumedCapacity.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}
