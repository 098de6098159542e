import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { runDueWork } from '../../../functions/scheduled/run-due-work/run-due-work.ts';
import { advanceChange } from '../../../functions/workers/advance-change/advance-change.ts';
import { propagateContact } from '../../../functions/workers/propagate-contact/propagate-contact.ts';
import { runReassignment } from '../../../functions/workers/run-reassignment/run-reassignment.ts';
import { recordFailure } from '../../../functions/workers/record-failure/record-failure.ts';
import { queueHandler } from '../../../shared/messages/queue-handler.ts';
import type { Worker } from '../queues/topology.ts';
import type { Effects } from './effects.ts';

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** The real handlers of the functions that queues feed. */
export const handlers: Readonly<Record<Worker, (effects: Effects) => Handler>> = {
  advanceChange: (effects) => queueHandler(advanceChange(effects)),
  propagateContact: (effects) => queueHandler(propagateContact(effects)),
  recordFailure: (effects) => queueHandler(recordFailure(effects)),
  runReassignment: (effects) => queueHandler(runReassignment(effects)),
};

/** What the schedule runs every minute. */
export const dueWork = (effects: Effects): Promise<void> => runDueWork(effects)();

/** What Lambda tells a function of its invocation. */
export const contextOf = (functionName: string): Context => ({
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
