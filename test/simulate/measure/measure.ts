import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { workOnMembers } from '../../../functions/workers/propagate-contact/work-on-members.ts';
import { awsClientOptions, withoutUnusedMiddleware } from '../../../shared/aws/aws-client.ts';
import { dynamoDbTable } from '../../../shared/aws/dynamodb-table.ts';
import { sqsQueue } from '../../../shared/aws/sqs-queue.ts';
import { queueHandler } from '../../../shared/messages/queue-handler.ts';
import type { MemberMessage } from '../../../shared/messages/member-message.ts';
import { ChangeId } from '../../../shared/domain/identifiers.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { answeringAtOnce } from '../../support/answering-at-once.ts';
import { lambdaContext, queueEvent } from '../../support/invocation.ts';
import { storesOn } from '../../support/stores.ts';
import { SystemInMemory } from '../../support/system-in-memory.ts';
import { ben, groupId, serviceId } from '../../support/world.ts';
import type { processorTime } from '../aws/processor-time.ts';

const standIn = fileURLToPath(new URL('stand-in.ts', import.meta.url));
const width = 10;
const rounds = 8;

/**
 * Processor milliseconds of one call. The calls run ten at a time, as in a batch. The least of some rounds counts,
 * because whatever else runs on the machine makes it longer.
 */
async function timeOf(calls: number, call: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    await mapConcurrently(Array.from({ length: calls }), width, call);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000 / calls);
  }
  return least;
}

/** What one more costs, by the times of one and of many. */
const further = (one: number, many: number, count: number): number => Math.max(0, (many - one) / (count - 1));

/** Measures what the simulation takes for the processor time of the functions, on this machine. */
export async function measureProcessorTime(): Promise<Record<keyof typeof processorTime, number>> {
  const child = fork(standIn, { stdio: 'inherit' });
  const [port] = await once(child, 'message');
  try {
    return await measureAgainst(`http://127.0.0.1:${String(port)}`);
  } finally {
    child.disconnect();
  }
}

async function measureAgainst(endpoint: string): Promise<Record<keyof typeof processorTime, number>> {
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  const options = { ...awsClientOptions(), region: 'eu-west-3', endpoint, credentials };
  const table = dynamoDbTable('table', withoutUnusedMiddleware(new DynamoDBClient(options)));
  const queue = sqsQueue(`${endpoint}/queue`, withoutUnusedMiddleware(new SQSClient(options)));
  const { memberContacts, services, members } = storesOn(table);
  const message = {
    changeId: ChangeId.parse('01KJQ4M6ZJ8W7V5N3T2R1Q0P9X'),
    groupId,
    serviceId: serviceId(1),
    revision: 1,
    contacts: { technical: ben },
    slot: 0,
  } satisfies MemberMessage;
  const key = { pk: 'pk', sk: 'sk' };
  const ids = Array.from({ length: 100 }, (_, index) => serviceId(index));
  const messages = Array.from({ length: 10 }, () => ({ body: message, tenant: groupId }));

  // The first calls compile what all of them use.
  await timeOf(1_000, () => memberContacts.take(message));
  const get = await timeOf(1_000, () => table.get(key));
  const put = await timeOf(1_000, () => table.put({ put: { ...key, ...message } }));
  const update = await timeOf(2_000, () => memberContacts.take(message));
  const remove = await timeOf(1_000, () => table.delete({ delete: key }));
  const transact = await timeOf(500, () =>
    table.transact(ids.slice(0, 5).map((id) => ({ put: { ...key, pk: id } }))),
  );
  const readOne = await timeOf(500, () => services.findMany(ids.slice(0, 1)));
  const readMany = await timeOf(100, () => services.findMany(ids));
  const listOne = await timeOf(500, () => members.page(groupId, { limit: 1 }));
  const listMany = await timeOf(50, () => members.page(groupId, { limit: 1_000 }));
  const sendOne = await timeOf(500, () => queue.send(messages.slice(0, 1)));
  const sendTen = await timeOf(500, () => queue.send(messages));
  const handler = queueHandler(workOnMembers({ ...new SystemInMemory(answeringAtOnce).effects }));
  const invoke = (count: number) => {
    const event = queueEvent(Array.from({ length: count }, () => JSON.stringify(message)));
    return () => handler(event, lambdaContext('measured'));
  };
  const handleOne = await timeOf(1_000, invoke(1));
  const handleTen = await timeOf(1_000, invoke(10));
  const serviceRow = further(readOne, readMany, 100);
  const handled = further(handleOne, handleTen, 10);
  const queuedMessage = further(sendOne, sendTen, 10);
  return {
    get,
    put,
    update,
    delete: remove,
    transact,
    getMany: readOne - serviceRow,
    query: listOne,
    listedRow: further(listOne, listMany, 1_000),
    serviceRow,
    otherRow: serviceRow,
    queueRequest: sendOne - queuedMessage,
    message: queuedMessage,
    invocation: Math.max(0, handleOne - handled),
    handled,
  };
}
