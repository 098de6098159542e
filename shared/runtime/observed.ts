import { withLogFields, type LogFields } from './log-fields.ts';
import type { PublishedMetrics } from './metrics.ts';

export interface Observation<Event> {
  readonly metrics: PublishedMetrics;
  /** The fields of every log line of an invocation, taken from its event. */
  readonly fieldsOf?: (event: Event) => LogFields;
}

/** Adds the invocation's ids to every log line, and publishes the metrics even if the handler fails. */
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
