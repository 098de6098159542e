import * as z from 'zod';
import { propagateContact } from '../../../../../functions/workers/propagate-contact/propagate-contact.ts';
import type { MemberMessage } from '../../../../../shared/messages/member-message.ts';
import { queueHandler, type QueueWorker } from '../../../../../shared/messages/queue-handler.ts';
import { sqsQueue } from '../../../../../shared/aws/sqs-queue.ts';
import { inChunks } from '../../../../../shared/runtime/chunks.ts';
import { systemClock } from '../../../../../shared/runtime/clock.ts';
import { emfMetrics } from '../../../../../shared/runtime/emf-metrics.ts';
import { createLog } from '../../../../../shared/runtime/logger.ts';
import { observed } from '../../../../../shared/runtime/observed.ts';
import { dynamoDbTable } from '../../../../../shared/aws/dynamodb-table.ts';
import type { MemberResult } from '../../../../../shared/commands/take-change.ts';
import { changeStore } from '../../../../../shared/store/changes.ts';
import { memberContactsStore } from '../../../../../shared/store/member-contacts.ts';
import { outcomeStore } from '../../../../../shared/store/outcomes.ts';
import { progressStore } from '../../../../../shared/store/progress.ts';
import { reassignmentStore } from '../../../../../shared/store/reassignments.ts';
import { serviceStore } from '../../../../../shared/store/services.ts';
import { PackedMessage } from '../packed-message.ts';

const Settings = z.object({ TABLE_NAME: z.string(), MEMBER_QUEUE_URL: z.string() });

const settings = Settings.parse(process.env);
const table = dynamoDbTable(settings.TABLE_NAME);
const queue = sqsQueue(settings.MEMBER_QUEUE_URL);
const log = createLog('packedWorker');
const metrics = emfMetrics('packedWorker', 'bench');

/** The system's own work of one member, and its own counting of a batch. */
const oneMember = propagateContact({
  memberContacts: memberContactsStore(table),
  progress: progressStore(table),
  services: serviceStore(table),
  changes: changeStore(table),
  outcomes: outcomeStore(table),
  reassignments: reassignmentStore(table),
  memberQueue: queue,
  longestPauseSeconds: 1,
  clock: systemClock,
  log,
  metrics,
});

/** Messages that one request can postpone. */
const postponeLimit = 10;

interface Worked {
  readonly message: MemberMessage;
  readonly result: MemberResult;
}

/**
 * One member after the other, so that as many writes are in flight as in the system. If some fail, the whole message
 * returns, or they are sent again, each in a message of its own.
 */
const packed: QueueWorker<typeof PackedMessage, readonly Worked[]> = {
  message: PackedMessage,
  log,
  // No pause: the bench counts attempts.
  again: {
    queue: {
      async postpone(messages) {
        await Promise.all(inChunks(messages, postponeLimit).map((some) => queue.postpone(some)));
      },
    },
    pauseSeconds: () => 0,
  },
  async work({ serviceIds, failing = [], sendsApart, ...change }, delivery) {
    const worked: Worked[] = [];
    for (const serviceId of serviceIds) {
      if (failing.includes(serviceId)) continue;
      const message = { ...change, serviceId };
      worked.push({ message, result: await oneMember.work(message, delivery) });
    }
    if (worked.length === serviceIds.length) return worked;
    if (sendsApart === undefined || serviceIds.length === 1) throw new Error('A member failed.');
    const apart = failing.map((serviceId) => ({ ...change, serviceIds: [serviceId], failing: [serviceId] }));
    await queue.send(apart.map((body) => ({ body, tenant: change.groupId })));
    return worked;
  },
  async afterBatch(done) {
    const members = done.flatMap(({ result, attempt }) => result.map((one) => ({ ...one, attempt })));
    await oneMember.afterBatch?.(members, []);
  },
};

/** Several members a message, second half. */
export const handler = observed({ metrics }, queueHandler(packed));
