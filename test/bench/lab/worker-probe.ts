/**
 * Compares the processor time of the worker's bundle with that of bare conditional updates by the same client, which is
 * bundled alike. Runs in a process of its own, with the environment of the function, against the stand-in.
 */
import { pathToFileURL } from 'node:url';
import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { ChangeId, GroupId, Nic, ServiceId } from '../../../shared/domain/identifiers.ts';
import { updateInput } from '../../../shared/aws/expressions.ts';
import type { MemberMessage } from '../../../shared/messages/member-message.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { memberContactsStore } from '../../../shared/store/member-contacts.ts';
import { answeringAtOnce } from '../../support/answering-at-once.ts';
import { lambdaContext, queueEvent } from '../../support/invocation.ts';
import type { Table } from '../../../shared/store/table.ts';
import { processorTime } from './processor-time.ts';
import { BareUpdates, WorkerModule } from './worker-module.ts';

const batchSize = 10;
const batches = 50;
const rounds = 50;
const warmUpRounds = 8;

const [workerBundle = '', bareBundle = ''] = process.argv.slice(2);
const { handler } = WorkerModule.parse(await import(pathToFileURL(workerBundle).href));
const { sendUpdate } = BareUpdates.parse(await import(pathToFileURL(bareBundle).href));

const groupId = GroupId.parse('ab12345-ovh-1');
const technical = Nic.parse('cd67890-ovh');
const services = Array.from({ length: batchSize }, (_, index) => ServiceId.parse(`003397210000${index}`));
const changeId = ChangeId.parse('01KJQ4M6ZJ8W7V5N3T2R1Q0P9X');
const messages = services.map((serviceId): MemberMessage => ({
  changeId,
  groupId,
  serviceId,
  revision: 1,
  contacts: { technical },
  slot: 0,
}));
const event = queueEvent(messages.map((message) => JSON.stringify(message)));

/** The requests that the worker makes of its table, ready to be sent. */
async function inputsOf(): Promise<UpdateItemCommandInput[]> {
  const inputs: UpdateItemCommandInput[] = [];
  const update: Table['update'] = async (operation) => {
    inputs.push({ TableName: 'table', ...updateInput(operation), ReturnValues: 'UPDATED_OLD' });
    return {};
  };
  const store = memberContactsStore({ ...answeringAtOnce, update });
  for (const message of messages) await store.take(message);
  return inputs;
}

const inputs = await inputsOf();
const bareBatch = (): Promise<unknown> => mapConcurrently(inputs, batchSize, sendUpdate);

async function workerBatch(): Promise<void> {
  const { batchItemFailures } = await handler(event, lambdaContext('probe'));
  if (batchItemFailures.length > 0) throw new Error('The worker left messages in its queue.');
}

/** Processor milliseconds per member. */
async function timeOf(batch: () => Promise<unknown>): Promise<number> {
  const processor = processorTime();
  for (let count = 0; count < batches; count++) await batch();
  return processor() / (batches * batchSize);
}

// The function's log goes nowhere: standard output is for the figures.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
for (let round = 0; round < warmUpRounds; round++) {
  await timeOf(bareBatch);
  await timeOf(workerBatch);
}
const found = [];
// Alternately, so that whatever else runs on the machine makes both longer.
for (let round = 0; round < rounds; round++)
  found.push({ bare: await timeOf(bareBatch), worker: await timeOf(workerBatch) });
write(`${JSON.stringify(found)}\n`, () => process.exit(0));
