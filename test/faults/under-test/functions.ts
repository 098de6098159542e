import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { runDueWork } from '../../../functions/scheduled/run-due-work/run-due-work.ts';
import { advanceChange } from '../../../functions/workers/advance-change/advance-change.ts';
import { workOnMembers } from '../../../functions/workers/propagate-contact/work-on-members.ts';
import { publishEvents } from '../../../functions/workers/publish-events/publish-events.ts';
import { runReassignment } from '../../../functions/workers/run-reassignment/run-reassignment.ts';
import { recordFailure } from '../../../functions/workers/record-failure/record-failure.ts';
import { sendMail } from '../../../functions/workers/send-mail/send-mail.ts';
import { queueHandler } from '../../../shared/messages/queue-handler.ts';
import type { Mutation, WorkBatch } from '../mutations/mutation.ts';
import type { Worker } from '../queues/topology.ts';
import type { Effects } from './effects.ts';

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

const handlers: Readonly<Record<Worker, (effects: Effects) => Handler>> = {
  advanceChange: (effects) => queueHandler(advanceChange(effects)),
  propagateContact: (effects) => queueHandler(workOnMembers(effects)),
  recordFailure: (effects) => queueHandler(recordFailure(effects)),
  runReassignment: (effects) => queueHandler(runReassignment(effects)),
  publishEvents: (effects) => queueHandler(publishEvents(effects)),
  sendMail: (effects) => queueHandler(sendMail(effects)),
};

/** The real handler, broken by the mutation, if any. */
export function workBatch(worker: Worker, effects: Effects, mutation?: Mutation): WorkBatch {
  const handler = handlers[worker](effects);
  const real: WorkBatch = (event) => handler(event, contextOf(worker));
  return mutation?.worker?.(real, worker) ?? real;
}

/** The scheduled function. */
export const dueWork = (effects: Effects): Promise<void> => runDueWork(effects)();

const contextOf = (functionName: string): Context => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName,
  functionVersion: '1',
  invokedFunctionArn: functionName,
  memoryLimitInMB: '256',
  awsRequestId: functionName,
  logGroupName: functionName,
  logStreamName: functionName,
  getRemainingTimeInMillis: () => 60_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
});
