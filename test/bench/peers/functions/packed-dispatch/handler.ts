import type { SQSEvent } from 'aws-lambda';
import { ulid } from 'ulid';
import * as z from 'zod';
import { ServiceId } from '../../../../../shared/domain/identifiers.ts';
import { sqsQueue } from '../../../../../shared/aws/sqs-queue.ts';
import { inChunks } from '../../../../../shared/runtime/chunks.ts';
import { PackedChange, PackedMessage } from '../packed-message.ts';
import { memberPages } from '../table.ts';

const Settings = z.object({ MEMBER_QUEUE_URL: z.string() });
const queue = sqsQueue(Settings.parse(process.env).MEMBER_QUEUE_URL);

/** Several members a message, first half: ten messages a request, by the system's own port. */
export async function handler({ Records }: SQSEvent): Promise<void> {
  for (const { body } of Records) {
    const change = PackedChange.parse(JSON.parse(body));
    const failing = new Set(change.failing);
    const changeId = ulid();
    for await (const page of memberPages(change.groupId)) {
      const members = page.map((serviceId) => ServiceId.parse(serviceId));
      const messages = inChunks(members, change.membersPerMessage).map((serviceIds) => {
        const failingHere = serviceIds.filter((serviceId) => failing.has(serviceId));
        return PackedMessage.parse({
          changeId,
          groupId: change.groupId,
          serviceIds,
          revision: change.revision,
          contacts: { technical: change.technical },
          ...(failingHere.length > 0 && { failing: failingHere }),
          ...(change.sendsApart && { sendsApart: true }),
        });
      });
      await queue.send(messages.map((message) => ({ body: message, tenant: change.groupId })));
    }
  }
}
