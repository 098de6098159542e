import type { MetricName } from './metric-names.ts';

/** Measuring, as much of it as this project uses. */
export interface Metrics {
  /** Adds to how often something happened in this invocation; adding 0 says that it was looked for. */
  count(name: MetricName, howMany: number): void;
  /** One value, in the metric's unit, of which the distribution is of interest. */
  observe(name: MetricName, value: number): void;
}

/** The metrics of a function, published once at the end of each invocation. */
export interface PublishedMetrics extends Metrics {
  publish(): void;
}
