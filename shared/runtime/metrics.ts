import type { MetricName } from './metric-names.ts';

export interface Metrics {
  /** Adds to a count. Adding 0 publishes the metric with the value 0. */
  count(name: MetricName, howMany: number): void;
  /** Records one value of a distribution, in the metric's unit. */
  observe(name: MetricName, value: number): void;
}

/** The metrics of a function, published once at the end of each invocation. */
export interface PublishedMetrics extends Metrics {
  publish(): void;
}
