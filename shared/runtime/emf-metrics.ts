import { Metrics as EmfMetrics } from '@aws-lambda-powertools/metrics';
import { logFields } from './log-fields.ts';
import { metricUnits, type MetricName } from './metric-names.ts';
import type { PublishedMetrics } from './metrics.ts';

/**
 * Metrics in CloudWatch's embedded metric format: one log line per invocation, none without measurements.
 * @param service the name of the function, the only dimension of the metrics
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
      // The ids make the line searchable. They are metadata, not dimensions, so they create no further metrics.
      for (const [field, value] of Object.entries(logFields())) emf.addMetadata(field, String(value));
      emf.publishStoredMetrics();
    },
  };
}
