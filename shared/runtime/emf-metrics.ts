import { Metrics as EmfMetrics } from '@aws-lambda-powertools/metrics';
import { logFields } from './log-fields.ts';
import { metricUnits, type MetricName } from './metric-names.ts';
import type { PublishedMetrics } from './metrics.ts';

/**
 * Metrics as CloudWatch reads them out of the log: one line an invocation, with the sum of each count and the values of
 * each distribution. An invocation that measured nothing publishes nothing.
 * @param service the function, the metrics' one dimension
 */
export function emfMetrics(service: string, namespace: string): PublishedMetrics {
  const emf = new EmfMetrics({ namespace, serviceName: service });
  const counts = new Map<MetricName, number>();
  return {
    count(name, howMany) {
      counts.set(name, (counts.get(name) ?? 0) + howMany);
    },
    observe(name, value) {
      emf.addMetric(name, metricUnits[name], value);
    },
    publish() {
      for (const [name, total] of counts) emf.addMetric(name, metricUnits[name], total);
      counts.clear();
      if (!emf.hasStoredMetrics()) return;
      // What the line is about, for whoever finds it; these are no dimensions and cost no metric.
      for (const [field, value] of Object.entries(logFields())) emf.addMetadata(field, String(value));
      emf.publishStoredMetrics();
    },
  };
}
