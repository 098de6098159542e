import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { Settings as RunDueWork } from '../../functions/scheduled/run-due-work/settings.ts';
import { dueWorkPeriodSeconds } from '../../shared/domain/step-timing.ts';
import { memberMessageLife, type MemberTiming } from '../../shared/messages/timing.ts';
import { timeBudgets, timeoutOf } from '../../shared/runtime/time-budgets.ts';
import type { CodeOf } from '../bundle.ts';
import { concurrency } from './concurrency.ts';
import { ContactFunction } from './contact-function.ts';
import type { ContactTable } from './contact-table.ts';
import { metricsNamespace } from './metrics-namespace.ts';
import type { WorkQueue } from './work-queue.ts';

export interface DueWorkProps {
  readonly codeOf: CodeOf;
  readonly table: ContactTable;
  readonly changeQueue: WorkQueue;
  readonly reassignmentQueue: WorkQueue;
  readonly memberQueue: WorkQueue;
  readonly eventQueue: WorkQueue;
  /** Undefined if the deployment sends no mail. */
  readonly mailQueue: WorkQueue | undefined;
  readonly memberTiming: MemberTiming;
  readonly notifiesMembers: boolean;
}

/** The function that runs every minute and enqueues due work: open requests, stalled changes, untold joins. */
export class DueWork extends Construct {
  readonly functions: readonly ContactFunction[];

  constructor(scope: Construct, id: string, props: DueWorkProps) {
    super(scope, id);
    const {
      codeOf,
      table,
      changeQueue,
      reassignmentQueue,
      memberQueue,
      eventQueue,
      mailQueue,
      notifiesMembers,
    } = props;
    const runDueWork = new ContactFunction(this, 'run-due-work', {
      folder: 'scheduled/run-due-work',
      codeOf,
      settings: RunDueWork,
      environment: {
        ...table.settings,
        CHANGE_QUEUE_URL: changeQueue.queue.queueUrl,
        REASSIGNMENT_QUEUE_URL: reassignmentQueue.queue.queueUrl,
        MEMBER_QUEUE_URL: memberQueue.queue.queueUrl,
        EVENT_QUEUE_URL: eventQueue.queue.queueUrl,
        ...(mailQueue !== undefined && { MAIL_QUEUE_URL: mailQueue.queue.queueUrl }),
        MEMBER_MESSAGE_LIFE_SECONDS: String(memberMessageLife(props.memberTiming)),
        NOTIFIES_MEMBERS: String(notifiesMembers),
        METRICS_NAMESPACE: metricsNamespace(this),
      },
      grants: [
        table.grantDueQuery(),
        changeQueue.grantSend(),
        reassignmentQueue.grantSend(),
        eventQueue.grantSend(),
        ...(mailQueue === undefined ? [] : [mailQueue.grantSend()]),
        ...(notifiesMembers ? [table.grant('UpdateItem'), memberQueue.grantSend()] : []),
      ],
      timeoutSeconds: timeoutOf(timeBudgets.runDueWork),
      reservedConcurrency: concurrency.dueWork,
    });
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.seconds(dueWorkPeriodSeconds)),
      targets: [new LambdaTarget(runDueWork.function)],
    });
    this.functions = [runDueWork];
  }
}
