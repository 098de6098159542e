import { logFields } from './log-fields.ts';
import { metricDimension, metricUnits, type MetricName } from './metric-names.ts';
import type { PublishedMetrics } from './metrics.ts';

/** The format's limit of values of one metric in one line. */
const mostValues = 100;

/**
 * Metrics in CloudWatch's embedded metric format: one log line per invocation, none without measurements. It writes to
 * standard output itself, because the runtime would wrap a line of the console. The libraries for it read the
 * environment for every value, which took a fifth of the worker's own processor time.
 * @param service the name of the function, the only dimension of the metrics
 */
export function emfMetrics(service: string, namespace: string): PublishedMetrics {
  const measured = new Map<MetricName, number | number[]>();
  const publish = (): void => {
    if (measured.size === 0) return;
    process.stdout.write(`${JSON.stringify(lineOf(service, namespace, measured))}\n`);
    measured.clear();
  };
  return {
    count(name, howMany) {
      const total = measured.get(name);
      measured.set(name, (typeof total === 'number' ? total : 0) + howMany);
    },
    observe(name, value) {
      const values = measured.get(name);
      if (!Array.isArray(values)) measured.set(name, [value]);
      else if (values.push(value) === mostValues) publish();
    },
    publish,
  };
}

function lineOf(service: string, namespace: string, measured: ReadonlyMap<MetricName, number | number[]>) {
  const Metrics = Array.from(measured.keys(), (Name) => ({ Name, Unit: metricUnits[Name] }));
  return {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [[metricDimension]], Metrics }],
    },
    // The ids make the line searchable. They are no dimensions, so they create no further metrics.
    ...Object.fromEntries(Object.entries(logFields()).map(([name, value]) => [name, String(value)])),
    [metricDimension]: service,
    ...Object.fromEntries(Array.from(measured, ([name, value]) => [name, valueOf(value)])),
  };
}

const valueOf = (measured: number | readonly number[]): unknown =>
  typeof measured === 'number' || measured.length > 1 ? measured : measured[0];
