import { Duration } from 'aws-cdk-lib';
import { LogQueryWidget, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { metricsNamespace } from './metrics-namespace.ts';

/** Another's resource (403, 404), more than a caller may have open or at once (409, 429), no valid token (401). */
const refused = ['401', '403', '404', '409', '429'];

/** The most lines that the dashboard shows, however many callers there are. */
const linesShown = 20;

/** Counts refused requests in the API's access log. One metric, however many callers: the logs name each. */
export class Refusals extends Construct {
  readonly #filter: MetricFilter;
  readonly #accessLog: ILogGroup;

  constructor(scope: Construct, id: string, { accessLog }: { readonly accessLog: ILogGroup }) {
    super(scope, id);
    this.#accessLog = accessLog;
    this.#filter = new MetricFilter(this, 'Filter', {
      logGroup: accessLog,
      filterPattern: FilterPattern.any(
        ...refused.map((status) => FilterPattern.stringValue('$.status', '=', status)),
      ),
      metricNamespace: metricsNamespace(this),
      metricName: 'RequestsRefused',
      metricValue: '1',
    });
  }

  /** The number in five minutes. */
  count(): Metric {
    return this.#filter.metric({ statistic: 'Sum', period: Duration.minutes(5) });
  }

  /** A table of the callers that were refused most, with their addresses: a caller without a token has no more. */
  byCaller(): LogQueryWidget {
    return new LogQueryWidget({
      title: 'Refusals by caller',
      logGroupNames: [this.#accessLog.logGroupName],
      queryLines: [
        `filter status in [${refused.map((status) => `"${status}"`).join(', ')}]`,
        'stats count(*) as refusals by caller, sourceIp, status',
        'sort refusals desc',
        `limit ${linesShown}`,
      ],
      width: 24,
      height: 6,
    });
  }
}
