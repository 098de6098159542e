import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';
import { ruleProperties } from './rule-properties.ts';

const scheduleProperties = z.strictObject({
  Name: ignored,
  Description: ignored,
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  FlexibleTimeWindow: ignored,
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.strictObject({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string().optional(),
    RetryPolicy: ignored,
    DeadLetterConfig: ignored,
  }),
});

export interface ScheduleDescription {
  readonly arn: string;
  /** The `source` of the default event. */
  readonly source: 'aws.events' | 'aws.scheduler';
  readonly expression: string;
  readonly timeZone: string;
  readonly targetArn: string;
  /** The role that invokes the target. A rule needs none. */
  readonly roleArn?: string;
  /** The event as JSON, if the template specifies one. */
  readonly input: string | undefined;
}

/** Reads the enabled schedules of the assembly, one per target. */
export function readSchedules(resources: readonly Resource[]): ScheduleDescription[] {
  return [
    ...ofType(resources, 'AWS::Events::Rule').flatMap(readRule),
    ...ofType(resources, 'AWS::Scheduler::Schedule').flatMap(readSchedule),
  ];
}

function readRule(resource: Resource): ScheduleDescription[] {
  const { State, ScheduleExpression, Targets } = readProperties(resource, ruleProperties);
  if (State === 'DISABLED' || ScheduleExpression === undefined) return [];
  return Targets.map((target) => ({
    arn: resource.identity.attributes['Arn'] ?? '',
    source: 'aws.events',
    expression: ScheduleExpression,
    timeZone: 'UTC',
    targetArn: target.Arn,
    input: target.Input,
  }));
}

function readSchedule(resource: Resource): ScheduleDescription[] {
  const given = readProperties(resource, scheduleProperties);
  if (given.State === 'DISABLED') return [];
  return [
    {
      arn: resource.identity.attributes['Arn'] ?? '',
      source: 'aws.scheduler',
      expression: given.ScheduleExpression,
      timeZone: given.ScheduleExpressionTimezone,
      targetArn: given.Target.Arn,
      roleArn: given.Target.RoleArn,
      input: given.Target.Input,
    },
  ];
}
