import type { MetricName } from './metric-names.ts';

export interface Metrics {
  /** Adds to a count. Adding 0 publishes the metric with the value 0. */
  count(name: MetricName, howMany: number): void;
  observe(name: MetricName, value: number): void;
}

export interface PublishedMetrics extends Metrics {
  publish(): void;
}
