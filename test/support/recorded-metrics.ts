import type { MetricName } from '../../shared/runtime/metric-names.ts';
import type { PublishedMetrics } from '../../shared/runtime/metrics.ts';

/** Records the metrics of each invocation. */
export class RecordedMetrics implements PublishedMetrics {
  readonly #values = new Map<MetricName, number[]>();
  publications = 0;

  count(name: MetricName, howMany: number): void {
    this.observe(name, howMany);
  }

  observe(name: MetricName, value: number): void {
    this.#values.set(name, [...this.values(name), value]);
  }

  publish(): void {
    this.publications += 1;
  }

  /** Everything that was measured under this name, in order. */
  values(name: MetricName): readonly number[] {
    return this.#values.get(name) ?? [];
  }

  total(name: MetricName): number {
    return this.values(name).reduce((sum, value) => sum + value, 0);
  }
}
