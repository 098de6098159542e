import { Construct } from 'constructs';
import { Settings as RunReassignment } from '../../functions/workers/run-reassignment/settings.ts';
import { changeMessageLife, functionTimeout } from '../../shared/messages/timing.ts';
import type { CodeOf } from '../bundle.ts';
import { concurrency } from './concurrency.ts';
import { ContactFunction } from './contact-function.ts';
import type { ContactTable } from './contact-table.ts';
import { metricsNamespace } from './metrics-namespace.ts';
import { WorkQueue } from './work-queue.ts';

export interface ReassignmentFlowProps {
  readonly codeOf: CodeOf;
  readonly table: ContactTable;
  readonly changeQueue: WorkQueue;
  readonly eventQueue: WorkQueue;
  readonly notifiesMembers: boolean;
}

/** The worker and the queue for the steps of reassignments. */
export class ReassignmentFlow extends Construct {
  readonly reassignmentQueue: WorkQueue;
  readonly queues: Readonly<Record<'reassignments', WorkQueue>>;
  readonly functions: readonly ContactFunction[];

  constructor(
    scope: Construct,
    id: string,
    { codeOf, table, changeQueue, eventQueue, notifiesMembers }: ReassignmentFlowProps,
  ) {
    super(scope, id);
    this.reassignmentQueue = new WorkQueue(this, 'Reassignments', {
      workerTimeout: functionTimeout.runReassignment,
      retention: changeMessageLife,
    });
    this.queues = { reassignments: this.reassignmentQueue };
    const runReassignment = new ContactFunction(this, 'run-reassignment', {
      folder: 'workers/run-reassignment',
      codeOf,
      settings: RunReassignment,
      environment: {
        ...table.settings,
        CHANGE_QUEUE_URL: changeQueue.queue.queueUrl,
        EVENT_QUEUE_URL: eventQueue.queue.queueUrl,
        REASSIGNMENT_QUEUE_URL: this.reassignmentQueue.queue.queueUrl,
        NOTIFIES_MEMBERS: String(notifiesMembers),
        METRICS_NAMESPACE: metricsNamespace(this),
      },
      grants: [
        table.grantChanges(),
        changeQueue.grantSend(),
        eventQueue.grantSend(),
        this.reassignmentQueue.grantReceive(),
        this.reassignmentQueue.grantSend(),
      ],
      timeoutSeconds: functionTimeout.runReassignment,
      takesSteps: true,
      hasWholeProcessor: true,
    });
    this.reassignmentQueue.feed(runReassignment, { batchSize: 1, concurrency: concurrency.reassignments });
    this.functions = [runReassignment];
  }
}
