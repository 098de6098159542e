import { Construct } from 'constructs';
import { Settings as AdvanceChange } from '../../functions/workers/advance-change/settings.ts';
import { Settings as PropagateContact } from '../../functions/workers/propagate-contact/settings.ts';
import { Settings as RecordFailure } from '../../functions/workers/record-failure/settings.ts';
import {
  changeMessageLife,
  functionTimeout,
  memberFunctionTimeout,
  memberMessageLife,
  type MemberTiming,
} from '../../shared/messages/timing.ts';
import { memberSystemMilliseconds } from '../../shared/runtime/time-budgets.ts';
import type { CodeOf } from '../bundle.ts';
import { ContactFunction } from './contact-function.ts';
import { concurrency } from './concurrency.ts';
import type { ContactTable } from './contact-table.ts';
import type { MemberSystem } from './member-system.ts';
import { metricsNamespace } from './metrics-namespace.ts';
import { WorkQueue } from './work-queue.ts';

export interface ChangeFlowProps {
  readonly codeOf: CodeOf;
  readonly table: ContactTable;
  readonly eventQueue: WorkQueue;
  /** Batches in flight at once. */
  readonly propagationConcurrency: number;
  readonly memberTiming: MemberTiming;
  readonly memberSystem: MemberSystem | undefined;
}

/** The flow of an effective change to every member: the workers for steps, members and failures, and their queues. */
export class ChangeFlow extends Construct {
  readonly changeQueue: WorkQueue;
  readonly queues: Readonly<Record<'changes' | 'members', WorkQueue>>;
  readonly functions: readonly ContactFunction[];

  constructor(scope: Construct, id: string, props: ChangeFlowProps) {
    super(scope, id);
    this.changeQueue = new WorkQueue(this, 'Changes', {
      workerTimeout: functionTimeout.advanceChange,
      retention: changeMessageLife,
    });
    const members = new WorkQueue(this, 'Members', {
      workerTimeout: memberFunctionTimeout(props.memberTiming.notifiesMembers),
      retention: memberMessageLife(props.memberTiming),
      deadLetterWorkerTimeout: functionTimeout.recordFailure,
    });
    this.queues = { changes: this.changeQueue, members };
    this.functions = [
      this.#advanceChange(props, members),
      this.#propagateContact(props, members),
      this.#recordFailure(props, members),
    ];
  }

  #advanceChange(props: ChangeFlowProps, members: WorkQueue): ContactFunction {
    const { codeOf, table, eventQueue, memberTiming, memberSystem } = props;
    const advanceChange = new ContactFunction(this, 'advance-change', {
      folder: 'workers/advance-change',
      codeOf,
      settings: AdvanceChange,
      environment: {
        ...table.settings,
        CHANGE_QUEUE_URL: this.changeQueue.queue.queueUrl,
        MEMBER_QUEUE_URL: members.queue.queueUrl,
        EVENT_QUEUE_URL: eventQueue.queue.queueUrl,
        MEMBER_MESSAGE_LIFE_SECONDS: String(memberMessageLife(memberTiming)),
        NOTIFIES_MEMBERS: String(memberSystem !== undefined),
        METRICS_NAMESPACE: metricsNamespace(this),
      },
      grants: [
        table.grantChanges(),
        this.changeQueue.grantReceive(),
        this.changeQueue.grantSend(),
        members.grantSend(),
        eventQueue.grantSend(),
      ],
      timeoutSeconds: functionTimeout.advanceChange,
      takesSteps: true,
      hasWholeProcessor: true,
    });
    this.changeQueue.feed(advanceChange, { batchSize: 1, concurrency: concurrency.changes });
    return advanceChange;
  }

  #propagateContact(props: ChangeFlowProps, members: WorkQueue): ContactFunction {
    const { codeOf, table, propagationConcurrency, memberTiming, memberSystem } = props;
    const propagateContact = new ContactFunction(this, 'propagate-contact', {
      folder: 'workers/propagate-contact',
      codeOf,
      settings: PropagateContact,
      environment: {
        ...table.settings,
        MEMBER_QUEUE_URL: members.queue.queueUrl,
        METRICS_NAMESPACE: metricsNamespace(this),
        LONGEST_PAUSE_SECONDS: String(memberTiming.longestPause),
        ...(memberSystem !== undefined && {
          MEMBER_ENDPOINT: memberSystem.endpoint,
          MEMBER_SECRET_ARN: memberSystem.secretArn,
          MEMBER_TIMEOUT_MILLISECONDS: String(memberSystemMilliseconds),
        }),
      },
      grants: [
        table.grant('GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'),
        members.grantReceive(),
        members.grantPostpone(),
        ...(memberSystem === undefined
          ? []
          : [table.grant('Scan'), members.grantSend(), memberSystem.grantReadSecret()]),
      ],
      timeoutSeconds: memberFunctionTimeout(memberTiming.notifiesMembers),
      // Those of a resync.
      ...(memberSystem !== undefined && { takesSteps: true }),
    });
    members.feed(propagateContact, { concurrency: propagationConcurrency });
    return propagateContact;
  }

  #recordFailure({ codeOf, table }: ChangeFlowProps, members: WorkQueue): ContactFunction {
    const recordFailure = new ContactFunction(this, 'record-failure', {
      folder: 'workers/record-failure',
      codeOf,
      settings: RecordFailure,
      environment: { ...table.settings, METRICS_NAMESPACE: metricsNamespace(this) },
      grants: [
        table.grant('GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'),
        members.grantReceiveDeadLetters(),
      ],
      timeoutSeconds: functionTimeout.recordFailure,
    });
    members.feedDeadLetters(recordFailure, { concurrency: concurrency.deadLetters });
    return recordFailure;
  }
}
