import type * as z from 'zod';
import { sqsQueue } from '../aws/sqs-queue.ts';
import { groupStore } from '../store/groups.ts';
import { serviceStore } from '../store/services.ts';
import { composeEventApi, type JoinApiSettings } from './compose.ts';
import type { OperationId } from './contract/operations.ts';

/** The capabilities of every operation that adds services to a group. */
export function composeJoinApi(operationId: OperationId, settings: z.infer<typeof JoinApiSettings>) {
  const { table, capabilities, http } = composeEventApi(operationId, settings);
  return {
    capabilities: {
      ...capabilities,
      groups: groupStore(table),
      services: serviceStore(table),
      memberQueue: sqsQueue(settings.MEMBER_QUEUE_URL),
      notifiesMembers: settings.NOTIFIES_MEMBERS,
    },
    http,
  };
}
