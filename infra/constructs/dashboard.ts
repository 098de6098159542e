import { Duration, Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  type Alarm,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type flowMetrics, metricDimension, requestMetrics } from '../../shared/runtime/metric-names.ts';
import type { ContactFunction } from './contact-function.ts';
import type { ContactTable } from './contact-table.ts';
import type { HttpApi } from './http-api.ts';
import type { WorkQueue } from './work-queue.ts';
import { metricsNamespace } from './metrics-namespace.ts';
import {
  flowMetric,
  functionCount,
  mailFeedback,
  oldestMessageAge,
  tableThrottles,
  waitingMessages,
} from './signals.ts';

export interface DashboardProps {
  readonly queues: Readonly<Record<'changes' | 'events' | 'members' | 'reassignments', WorkQueue>> & {
    readonly mail?: WorkQueue;
  };
  /** The domain that mail is sent from. Undefined if none is sent. */
  readonly mailDomain: string | undefined;
  readonly workers: readonly ContactFunction[];
  readonly api: HttpApi;
  readonly table: ContactTable;
  readonly alarms: readonly Alarm[];
}

/** Four graphs per row; a dashboard is 24 units wide. */
const graphWidth = 6;

const graph = (title: string, left: IMetric[]): GraphWidget =>
  new GraphWidget({ title, left, width: graphWidth, leftYAxis: { min: 0 } });

const search = (expression: string, label: string): MathExpression =>
  new MathExpression({ expression, usingMetrics: {}, label, period: Duration.minutes(1) });

/** One page with the stack's name: alarms, requests, changes, members, queues, workers, reassignments. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { queues, workers, api, table, alarms, mailDomain } = props;
    new CloudWatchDashboard(this, 'Page', {
      dashboardName: Stack.of(this).stackName,
      defaultInterval: Duration.hours(3),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 5 })],
        this.#requests(api),
        [api.refusalsByCaller()],
        this.#changes(),
        this.#members(),
        queueGraphs(queues),
        machinery(workers, table),
        this.#reassignments(),
        ...(mailDomain === undefined ? [] : [this.#mail(mailDomain)]),
      ],
    });
  }

  #requests(api: HttpApi): GraphWidget[] {
    const everyOperation = (metricName: string) => {
      const of = `{"${metricsNamespace(this)}",${metricDimension}} MetricName="${metricName}"`;
      return `SEARCH('${of}', 'Sum', 60)`;
    };
    const names = Object.keys(requestMetrics);
    return [
      graph(
        'Requests',
        names.map((name) => search(`SUM(${everyOperation(name)})`, name)),
      ),
      graph('4xx answers by operation', [search(everyOperation('Requests4xx'), '')]),
      graph('5xx answers by operation', [search(everyOperation('Requests5xx'), '')]),
      graph('Latency in milliseconds: p50 and p99', api.latencies()),
    ];
  }

  #changes(): GraphWidget[] {
    const advance = (name: keyof typeof flowMetrics.advanceChange, statistic: string) =>
      flowMetric(this, 'advanceChange', name, statistic);
    return [
      graph('Changes completed', [
        advance('ChangesCompleted', 'Sum'),
        advance('ChangesCompletedWithFailures', 'Sum'),
      ]),
      graph('Seconds from effective to completed', [
        advance('TimeToComplete', 'p50'),
        advance('TimeToComplete', 'p99'),
        advance('TimeToComplete', 'Maximum'),
      ]),
      graph('Members of completed changes', [
        advance('VerifiedApplied', 'Sum'),
        advance('VerifiedSuperseded', 'Sum'),
        advance('VerifiedFailed', 'Sum'),
      ]),
      graph('Due work', [
        flowMetric(this, 'runDueWork', 'DueItems', 'Maximum'),
        flowMetric(this, 'runDueWork', 'OldestDueAge', 'Maximum'),
      ]),
      graph('Events', [
        flowMetric(this, 'publishEvents', 'EventsPublished', 'Sum'),
        flowMetric(this, 'publishEvents', 'EventsRefused', 'Sum'),
      ]),
      graph('Seconds until an event is published', [
        flowMetric(this, 'publishEvents', 'EventDelay', 'Maximum'),
        flowMetric(this, 'runDueWork', 'OldestEventAge', 'Maximum'),
      ]),
    ];
  }

  #reassignments(): GraphWidget[] {
    const run = (name: keyof typeof flowMetrics.runReassignment) =>
      flowMetric(this, 'runReassignment', name, 'Sum');
    return [
      graph('Targets of reassignments', [run('TargetsBegun'), run('TargetsSkipped'), run('TargetsFailed')]),
      graph('Reassignments ended', [run('ReassignmentsEnded')]),
    ];
  }

  #mail(domain: string): GraphWidget[] {
    const send = (name: keyof typeof flowMetrics.sendMail) => flowMetric(this, 'sendMail', name, 'Sum');
    return [
      graph('Mail: sent, without an address, refused', [
        send('MailsSent'),
        send('MailsSkipped'),
        send('MailsRefused'),
      ]),
      graph('Mail that came back', [mailFeedback(domain)]),
      graph('Seconds that mail has been due', [flowMetric(this, 'runDueWork', 'OldestMailAge', 'Maximum')]),
    ];
  }

  #members(): GraphWidget[] {
    const propagate = (name: keyof typeof flowMetrics.propagateContact, statistic: string) =>
      flowMetric(this, 'propagateContact', name, statistic);
    return [
      graph('Members', [
        propagate('MembersApplied', 'Sum'),
        propagate('MembersSuperseded', 'Sum'),
        propagate('MembersRemoved', 'Sum'),
      ]),
      graph('Failed members: refused, and out of attempts', [
        propagate('MembersFailed', 'Sum'),
        flowMetric(this, 'recordFailure', 'MembersFailed', 'Sum'),
      ]),
      graph('Attempts per member', [
        propagate('Attempts', 'Average'),
        propagate('Attempts', 'p99'),
        propagate('Attempts', 'Maximum'),
      ]),
      graph('Joins: notified, failed, and sent again', [
        propagate('JoinsNotified', 'Sum'),
        propagate('JoinsFailed', 'Sum'),
        flowMetric(this, 'runDueWork', 'JoinsUntold', 'Sum'),
      ]),
      graph('Members resent and given up', [
        flowMetric(this, 'advanceChange', 'MembersResent', 'Sum'),
        flowMetric(this, 'advanceChange', 'MembersGivenUp', 'Sum'),
      ]),
      graph('Dispatch held because most members fail', [
        flowMetric(this, 'advanceChange', 'DispatchHeld', 'Sum'),
        flowMetric(this, 'propagateContact', 'ResyncHeld', 'Sum'),
      ]),
    ];
  }
}

function queueGraphs(queues: DashboardProps['queues']): GraphWidget[] {
  const all = Object.values(queues);
  const dead = all.flatMap(({ deadLetters }) =>
    [deadLetters, deadLetters.deadLetterQueue?.queue ?? []].flat(),
  );
  const work = all.map(({ queue }) => queue);
  return [
    graph('Messages waiting', work.map(waitingMessages)),
    graph('Age of the oldest message, in seconds', work.map(oldestMessageAge)),
    graph('Dead letters and parked messages', dead.map(waitingMessages)),
  ];
}

function machinery(workers: readonly ContactFunction[], table: ContactTable): GraphWidget[] {
  const minute = { period: Duration.minutes(1) };
  return [
    graph(
      'Worker errors',
      workers.map((worker) => functionCount('Errors', worker)),
    ),
    graph('Throttles', [
      ...workers.map((worker) => functionCount('Throttles', worker)),
      tableThrottles(table),
    ]),
    graph(
      'Worker duration in milliseconds: p99',
      workers.map((worker) => worker.function.metricDuration({ statistic: 'p99', ...minute })),
    ),
    graph(
      'Concurrent workers',
      workers.map((worker) =>
        worker.function.metric('ConcurrentExecutions', { statistic: 'Maximum', ...minute }),
      ),
    ),
  ];
}
