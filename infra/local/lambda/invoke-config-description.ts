import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ofType, readProperties } from '../cloudformation/read-properties.ts';

const properties = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: z.int().min(0).max(2).default(2),
  MaximumEventAgeInSeconds: z.int().min(60).max(21_600).default(21_600),
  DestinationConfig: z
    .strictObject({ OnFailure: z.strictObject({ Destination: z.string() }).optional() })
    .optional(),
});

/** How Lambda repeats a failed asynchronous invocation, and where it sends the event in the end. */
export interface InvokeConfigDescription {
  /** The function's name or its ARN. */
  readonly functionName: string;
  readonly retries: number;
  readonly maximumAgeSeconds: number;
  /** The ARN of a queue. */
  readonly onFailure: string | undefined;
}

/** Lambda's own settings of a function without a configuration. */
export const defaultInvokeConfig = { retries: 2, maximumAgeSeconds: 21_600, onFailure: undefined } as const;

export function readInvokeConfigs(resources: readonly Resource[]): InvokeConfigDescription[] {
  return ofType(resources, 'AWS::Lambda::EventInvokeConfig').map((resource) => {
    const given = readProperties(resource, properties);
    return {
      functionName: given.FunctionName,
      retries: given.MaximumRetryAttempts,
      maximumAgeSeconds: given.MaximumEventAgeInSeconds,
      onFailure: given.DestinationConfig?.OnFailure?.Destination,
    };
  });
}
