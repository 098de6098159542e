import * as z from 'zod';
import { ignored } from '../cloudformation/read-properties.ts';
import { jsonObject } from '../cloudformation/json.ts';

/** How long EventBridge repeats a delivery, by default and at most. */
const longestSeconds = 86_400;
const mostAttempts = 185;

const target = z.strictObject({
  Arn: z.string(),
  Id: z.string(),
  Input: z.string().optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: z.int().min(60).max(longestSeconds).default(longestSeconds),
      MaximumRetryAttempts: z.int().min(0).max(mostAttempts).default(mostAttempts),
    })
    .default({ MaximumEventAgeInSeconds: longestSeconds, MaximumRetryAttempts: mostAttempts }),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
});

/** The properties of `AWS::Events::Rule`. */
export const ruleProperties = z
  .strictObject({
    Name: ignored,
    Description: ignored,
    EventBusName: z.string().optional(),
    EventPattern: jsonObject.optional(),
    ScheduleExpression: z.string().optional(),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Targets: z.array(target).default([]),
    Tags: ignored,
  })
  .refine(
    ({ EventPattern, ScheduleExpression }) => EventPattern !== undefined || ScheduleExpression !== undefined,
    'a rule needs an EventPattern or a ScheduleExpression',
  );

export type TargetProperties = z.infer<typeof target>;
