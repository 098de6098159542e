import { withLogFields, type LogFields } from './log-fields.ts';
import type { PublishedMetrics } from './metrics.ts';

export interface Observation<Event> {
  readonly metrics: PublishedMetrics;
  /** What every line of an invocation is about, as its event tells. */
  readonly fieldsOf?: (event: Event) => LogFields;
}

/**
 * A Lambda handler that can be seen at work: every line that it logs names the invocation, and what it measured is
 * published at its end, whether it succeeded or not.
 */
export const observed =
  <Event, Context extends { readonly awsRequestId: string }, Result>(
    { metrics, fieldsOf }: Observation<Event>,
    handle: (event: Event, context: Context) => Promise<Result>,
  ) =>
  (event: Event, context: Context): Promise<Result> =>
    withLogFields({ awsRequestId: context.awsRequestId, ...fieldsOf?.(event) }, async () => {
      try {
        return await handle(event, context);
      } finally {
        metrics.publish();
      }
    });
