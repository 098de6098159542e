import { newResyncId } from '../../../shared/commands/new-id.ts';
import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { resyncOperations } from '../../../shared/http/contract/resync-operations.ts';
import { sqsQueue } from '../../../shared/aws/sqs-queue.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { resyncStore } from '../../../shared/store/resyncs.ts';
import { apiSettings } from '../settings.ts';
import { resyncMembers } from './resync-members.ts';

const settings = readSettings(apiSettings.resyncMembers);
const { table, capabilities, http } = composeApi('resyncMembers', settings);

export const handler = apiHandler(
  resyncOperations.resyncMembers,
  resyncMembers({
    ...capabilities,
    resyncs: resyncStore(table),
    memberQueue: sqsQueue(settings.MEMBER_QUEUE_URL),
    notifiesMembers: settings.NOTIFIES_MEMBERS,
    newResyncId,
  }),
  http,
);
