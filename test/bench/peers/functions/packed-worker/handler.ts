import * as z from 'zod';
import { propagateContact } from '../../../../../functions/workers/propagate-contact/propagate-contact.ts';
import { queueHandler, type QueueWorker } from '../../../../../shared/messages/queue-handler.ts';
import { sqsQueue } from '../../../../../shared/messages/sqs-queue.ts';
import { systemClock } from '../../../../../shared/runtime/clock.ts';
import { inChunks, mapConcurrently } from '../../../../../shared/runtime/chunks.ts';
import { emfMetrics } from '../../../../../shared/runtime/emf-metrics.ts';
import { createLog } from '../../../../../shared/runtime/logger.ts';
import { observed } from '../../../../../shared/runtime/observed.ts';
import { dynamoDbTable } from '../../../../../shared/store/dynamodb-table.ts';
import { memberContactsStore, type MemberResult } from '../../../../../shared/store/member-contacts.ts';
import { progressStore } from '../../../../../shared/store/progress.ts';
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
  propagationQueue: queue,
  longestPauseSeconds: 1,
  clock: systemClock,
  log,
  metrics,
});

/** The most messages that can be postponed in one request. */
const postponeLimit = 10;
/** As many members of one message at once as the system works of one batch. */
const width = 10;

/** All members of the message are tried; one that fails lets the whole message come again. */
const packed: QueueWorker<typeof PackedMessage, readonly MemberResult[]> = {
  message: PackedMessage,
  log,
  // Without a pause: a bench has no time for it, and counts attempts.
  again: {
    queue: {
      async postpone(messages) {
        await Promise.all(inChunks(messages, postponeLimit).map((some) => queue.postpone(some)));
      },
    },
    pauseSeconds: () => 0,
  },
  async work({ serviceIds, failing = [], ...rest }, delivery) {
    const results = await mapConcurrently(serviceIds, width, async (serviceId) =>
      failing.includes(serviceId) ? undefined : oneMember.work({ ...rest, serviceId }, delivery),
    );
    const worked = results.filter((result) => result !== undefined);
    if (worked.length < serviceIds.length) throw new Error('A member of the message failed.');
    return worked;
  },
  async afterBatch(done) {
    const members = done.flatMap(({ message: { serviceIds, ...rest }, result, attempt }) =>
      result.map((one, index) => {
        const serviceId = serviceIds[index];
        if (serviceId === undefined) throw new Error('There are more results than members.');
        return { message: { ...rest, serviceId }, result: one, attempt };
      }),
    );
    await oneMember.afterBatch?.(members);
  },
};

/** Several members a message, second half. */
export const handler = observed({ metrics }, queueHandler(packed));
