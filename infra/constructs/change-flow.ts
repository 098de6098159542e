import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { Settings as RunDueWork } from '../../functions/scheduled/run-due-work/settings.ts';
import { Settings as AdvanceChange } from '../../functions/workers/advance-change/settings.ts';
import { Settings as PropagateContact } from '../../functions/workers/propagate-contact/settings.ts';
import { Settings as RecordFailure } from '../../functions/workers/record-failure/settings.ts';
import { changeMessageLife, functionTimeout, memberMessageLife } from '../../shared/messages/timing.ts';
import type { CodeOf } from '../bundle.ts';
import { ContactFunction } from './contact-function.ts';
import type { ContactTable } from './contact-table.ts';
import { WorkQueue } from './work-queue.ts';

export interface ChangeFlowProps {
  readonly codeOf: CodeOf;
  readonly table: ContactTable;
  /** How many batches of members are worked at once, at the most. */
  readonly propagationConcurrency: number;
}

/** How an effective change reaches every member: steps, members, failures, and what finds what was lost. */
export class ChangeFlow extends Construct {
  readonly changeQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: ChangeFlowProps) {
    super(scope, id);
    this.changeQueue = new WorkQueue(this, 'Changes', {
      workerTimeout: functionTimeout.advanceChange,
      retention: changeMessageLife,
    });
    const members = new WorkQueue(this, 'Members', {
      workerTimeout: functionTimeout.propagateContact,
      retention: memberMessageLife,
      deadLetterWorkerTimeout: functionTimeout.recordFailure,
    });
    this.#advanceChange(props, members);
    this.#propagateContact(props, members);
    this.#recordFailure(props, members);
    this.#runDueWork(props);
  }

  #advanceChange({ codeOf, table }: ChangeFlowProps, members: WorkQueue): void {
    const advanceChange = new ContactFunction(this, 'advance-change', {
      folder: 'workers/advance-change',
      codeOf,
      settings: AdvanceChange,
      environment: {
        TABLE_NAME: table.tableName,
        CHANGE_QUEUE_URL: this.changeQueue.queue.queueUrl,
        PROPAGATION_QUEUE_URL: members.queue.queueUrl,
      },
      grants: [
        table.allow(
          'GetItem',
          'BatchGetItem',
          'Query',
          'PutItem',
          'UpdateItem',
          'DeleteItem',
          'ConditionCheckItem',
        ),
        this.changeQueue.allowReceive(),
        this.changeQueue.allowSend(),
        members.allowSend(),
      ],
      timeoutSeconds: functionTimeout.advanceChange,
    });
    this.changeQueue.feed(advanceChange);
  }

  #propagateContact({ codeOf, table, propagationConcurrency }: ChangeFlowProps, members: WorkQueue): void {
    const propagateContact = new ContactFunction(this, 'propagate-contact', {
      folder: 'workers/propagate-contact',
      codeOf,
      settings: PropagateContact,
      environment: { TABLE_NAME: table.tableName },
      grants: [table.allow('UpdateItem'), members.allowReceive()],
      timeoutSeconds: functionTimeout.propagateContact,
    });
    members.feed(propagateContact, { concurrency: propagationConcurrency });
  }

  #recordFailure({ codeOf, table }: ChangeFlowProps, members: WorkQueue): void {
    const recordFailure = new ContactFunction(this, 'record-failure', {
      folder: 'workers/record-failure',
      codeOf,
      settings: RecordFailure,
      environment: { TABLE_NAME: table.tableName },
      grants: [
        table.allow('GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'),
        members.allowReceiveDeadLetters(),
      ],
      timeoutSeconds: functionTimeout.recordFailure,
    });
    members.feedDeadLetters(recordFailure);
  }

  #runDueWork({ codeOf, table }: ChangeFlowProps): void {
    const runDueWork = new ContactFunction(this, 'run-due-work', {
      folder: 'scheduled/run-due-work',
      codeOf,
      settings: RunDueWork,
      environment: { TABLE_NAME: table.tableName, CHANGE_QUEUE_URL: this.changeQueue.queue.queueUrl },
      grants: [table.allowDueQuery(), this.changeQueue.allowSend()],
      timeoutSeconds: 55,
    });
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaTarget(runDueWork.function)],
    });
  }
}
