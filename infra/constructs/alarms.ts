import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import {
  deadLetterMaxReceiveCount,
  functionTimeout,
  maxReceiveCount,
  memberMessageLife,
  visibilityTimeoutOf,
  type MemberTiming,
} from '../../shared/messages/timing.ts';
import { AlarmTopic } from './alarm-topic.ts';
import type { ContactFunction } from './contact-function.ts';
import type { ContactTable } from './contact-table.ts';
import type { HttpApi } from './http-api.ts';
import {
  flowMetric,
  functionCount,
  mailFeedback,
  oldestMessageAge,
  sumOf,
  tableThrottles,
  waitingMessages,
} from './signals.ts';
import type { WorkQueue } from './work-queue.ts';

export interface AlarmsProps {
  readonly queues: Readonly<Record<'changes' | 'events' | 'members' | 'reassignments', WorkQueue>> & {
    readonly mail?: WorkQueue;
  };
  /** The domain that mail is sent from. Undefined if none is sent. */
  readonly mailDomain: string | undefined;
  /** Also those behind the API. */
  readonly workers: readonly ContactFunction[];
  readonly api: HttpApi;
  readonly table: ContactTable;
  readonly memberTiming: MemberTiming;
}

interface AlarmSpecification {
  readonly metric: IMetric;
  readonly above: number;
  /** Consecutive periods above the threshold. Default: 1. */
  readonly periods?: number;
  readonly description: string;
  /** Whether missing data is an alarm. */
  readonly alarmsWithoutData?: true;
}

/** Seconds. Due work normally starts within two minutes. */
const overdueAfter = 300;
/** In five minutes. A 503 now and then is normal. */
const serverErrorsTolerated = 5;
/** The most members that fail in five minutes without an alarm. Each is in the list of its change. */
const failedMembersTolerated = 10;
const fiveMinutes = { period: Duration.minutes(5) };
/** In five minutes: one a second. Callers that go wrong now and then stay far below. */
const refusalsTolerated = 300;

/** The alarms, which all publish to one topic. Each has a row in `docs/operations.md`, which a test checks. */
export class Alarms extends Construct {
  readonly topicArn: string;
  readonly all: Alarm[] = [];
  readonly #action: SnsAction;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { topic } = new AlarmTopic(this, 'Announcements');
    this.topicArn = topic.topicArn;
    this.#action = new SnsAction(topic);
    this.#queues(props);
    this.#workers(props);
    this.#answers(props);
    this.#mail(props);
    this.#create('due-work-overdue', {
      metric: flowMetric(this, 'runDueWork', 'OldestDueAge', 'Maximum'),
      above: overdueAfter,
      periods: 3,
      alarmsWithoutData: true,
      description: 'Due work has waited for more than 5 minutes, or run-due-work does not run.',
    });
    this.#create('events-delayed', {
      metric: flowMetric(this, 'runDueWork', 'OldestEventAge', 'Maximum'),
      above: overdueAfter,
      periods: 3,
      description: 'Events have waited for more than 5 minutes to be published.',
    });
    this.#create('requests-refused', {
      metric: props.api.refusals(),
      above: refusalsTolerated,
      periods: 2,
      description: 'Many requests are refused. Someone may be searching for what is not theirs.',
    });
    this.#create('joins-failed', {
      metric: flowMetric(this, 'propagateContact', 'JoinsFailed', 'Sum'),
      above: 0,
      description: 'The member system could not be notified that services joined.',
    });
    this.#create('members-failed', {
      metric: sumOf(
        [
          flowMetric(this, 'propagateContact', 'MembersFailed', 'Sum').with(fiveMinutes),
          flowMetric(this, 'recordFailure', 'MembersFailed', 'Sum').with(fiveMinutes),
        ],
        'Failed members',
      ),
      above: failedMembersTolerated,
      description: 'Many members fail.',
    });
    this.#create('changes-with-failures', {
      metric: flowMetric(this, 'advanceChange', 'ChangesCompletedWithFailures', 'Sum'),
      above: 0,
      description: 'A change ended with failed members.',
    });
    this.#create('dispatch-held', {
      metric: sumOf(
        [
          flowMetric(this, 'advanceChange', 'DispatchHeld', 'Sum'),
          flowMetric(this, 'propagateContact', 'ResyncHeld', 'Sum'),
        ],
        'Held dispatches and resyncs',
      ),
      above: 0,
      periods: 2,
      description: 'Most members of a change or a resync fail, and it holds.',
    });
    this.#create('table-throttles', {
      metric: tableThrottles(props.table),
      above: 0,
      periods: 2,
      description: 'DynamoDB throttles requests.',
    });
  }

  #queues({ queues, memberTiming }: AlarmsProps): void {
    // Without a backlog, no message is older than its receives take. The last one moves it to the dead-letter queue.
    const stepsTake = (maxReceiveCount + 1) * visibilityTimeoutOf(functionTimeout.advanceChange);
    const reassignmentsTake = (maxReceiveCount + 1) * visibilityTimeoutOf(functionTimeout.runReassignment);
    const membersTake = memberMessageLife(memberTiming) - memberTiming.longestWait;
    this.#queue('changes', queues.changes, stepsTake);
    this.#queue('reassignments', queues.reassignments, reassignmentsTake);
    const eventsTake = (maxReceiveCount + 1) * visibilityTimeoutOf(functionTimeout.publishEvents);
    this.#queue('events', queues.events, eventsTake);
    this.#queue('members', queues.members, membersTake);
    const mailTakes = (maxReceiveCount + 1) * visibilityTimeoutOf(functionTimeout.sendMail);
    if (queues.mail !== undefined) this.#queue('mail', queues.mail, mailTakes);
  }

  /** @param receivesTake the age in seconds that a message can reach without a backlog */
  #queue(name: string, { queue, deadLetters }: WorkQueue, receivesTake: number): void {
    this.#create(`${name}-oldest-message`, {
      metric: oldestMessageAge(queue),
      above: receivesTake,
      description: 'The oldest message is older than all its receives should take.',
    });
    const parked = deadLetters.deadLetterQueue?.queue;
    // record-failure empties this queue. It is an alarm only if messages stay longer than all of its attempts take.
    const workedFor = deadLetterMaxReceiveCount * visibilityTimeoutOf(functionTimeout.recordFailure);
    this.#create(`${name}-dead-letters`, {
      metric: waitingMessages(deadLetters),
      above: 0,
      periods: parked === undefined ? 1 : Math.ceil(workedFor / 60),
      description: 'Messages failed every attempt and are in the dead-letter queue.',
    });
    if (parked === undefined) return;
    this.#create(`${name}-parked`, {
      metric: waitingMessages(parked),
      above: 0,
      description: 'Dead letters failed every attempt and are in the parking queue.',
    });
  }

  #workers({ workers }: AlarmsProps): void {
    for (const worker of workers) {
      this.#create(`${worker.node.id}-errors`, {
        metric: functionCount('Errors', worker),
        above: 0,
        description: 'The function failed: a crash, a timeout, or out of memory.',
      });
    }
    const throttles = workers.map((worker) => functionCount('Throttles', worker));
    this.#create('flow-throttles', {
      metric: sumOf(throttles, 'Throttled'),
      above: 0,
      periods: 2,
      description: 'Lambda throttles the workers.',
    });
  }

  #answers({ api }: AlarmsProps): void {
    this.#create('api-server-errors', {
      metric: api.serverErrors(),
      above: serverErrorsTolerated,
      description: 'The API answers with 5xx.',
    });
  }

  #mail({ mailDomain }: AlarmsProps): void {
    if (mailDomain === undefined) return;
    this.#create('mail-delayed', {
      metric: flowMetric(this, 'runDueWork', 'OldestMailAge', 'Maximum'),
      above: overdueAfter,
      periods: 3,
      description: 'Mail has waited for more than 5 minutes to be sent.',
    });
    this.#create('mail-refused', {
      metric: flowMetric(this, 'sendMail', 'MailsRefused', 'Sum'),
      above: 0,
      description: 'SES refused the address of an account.',
    });
    this.#create('mail-bounced', {
      metric: mailFeedback(mailDomain),
      above: 0,
      description: 'Mail bounced, or its reader complained about it.',
    });
  }

  #create(
    name: string,
    { metric, above, periods = 1, description, alarmsWithoutData }: AlarmSpecification,
  ): void {
    const alarm = new Alarm(this, name, {
      alarmName: `${Stack.of(this).stackName}-${name}`,
      alarmDescription: `${description} Runbook: docs/operations.md, ${name}.`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData:
        alarmsWithoutData === true ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.#action);
    alarm.addOkAction(this.#action);
    this.all.push(alarm);
  }
}
