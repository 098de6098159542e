import * as z from 'zod';
import { busName, defaultBus } from '../cloudformation/bus-name.ts';
import { arn } from '../cloudformation/place.ts';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';
import { Refusal } from '../lib/refusal.ts';
import { compilePattern, type EventMatcher } from './event-pattern.ts';
import { ruleProperties, type TargetProperties } from './rule-properties.ts';

const busProperties = z.strictObject({
  Name: ignored,
  Description: ignored,
  KmsKeyIdentifier: ignored,
  LogConfig: ignored,
  Tags: ignored,
});

/** A rule that selects events by a pattern. */
export interface RuleDescription {
  readonly arn: string;
  /** The ARN of its bus. */
  readonly busArn: string;
  readonly matches: EventMatcher;
  readonly targets: readonly TargetDescription[];
}

export interface TargetDescription {
  readonly ruleArn: string;
  /** The ARN of a function or of a queue. */
  readonly arn: string;
  /** Replaces the event, as JSON. */
  readonly input: string | undefined;
  readonly messageGroupId: string | undefined;
  readonly retries: number;
  readonly maximumAgeSeconds: number;
  readonly deadLetterArn: string | undefined;
}

/** The ARNs of the buses: those of the assembly, and the default one that every account has. */
export function readBuses(resources: readonly Resource[]): string[] {
  const buses = ofType(resources, 'AWS::Events::EventBus').map((resource) => {
    readProperties(resource, busProperties);
    return resource.identity.attributes['Arn'] ?? '';
  });
  return [busArn(undefined), ...buses];
}

/** The ARN of a bus that is given by its name or its ARN; without one, of the default bus. */
export function busArn(nameOrArn: string | undefined): string {
  return nameOrArn?.startsWith('arn:') === true
    ? nameOrArn
    : arn('events', `event-bus/${busName(nameOrArn)}`);
}

/** Reads the enabled rules of the assembly that select events by a pattern. */
export function readRules(resources: readonly Resource[]): RuleDescription[] {
  const buses = new Set(readBuses(resources));
  return ofType(resources, 'AWS::Events::Rule').flatMap((resource) => {
    const given = readProperties(resource, ruleProperties);
    const bus = busArn(given.EventBusName);
    const ruleArn = resource.identity.attributes['Arn'] ?? '';
    if (!buses.has(bus))
      throw new Refusal(`${ruleArn} is a rule of ${bus}, which the assembly does not hold`);
    if (given.ScheduleExpression !== undefined && busName(given.EventBusName) !== defaultBus)
      throw new Refusal(`${ruleArn} has a schedule, which only a rule of the default bus may have`);
    if (given.EventPattern === undefined) return [];
    const matches = compileFor(ruleArn, given.EventPattern);
    if (given.State === 'DISABLED') return [];
    return [
      { arn: ruleArn, busArn: bus, matches, targets: given.Targets.map((one) => describe(ruleArn, one)) },
    ];
  });
}

function compileFor(ruleArn: string, pattern: Parameters<typeof compilePattern>[0]): EventMatcher {
  try {
    return compilePattern(pattern);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(`${ruleArn}: ${error.message}`, { cause: error });
    throw error;
  }
}

function describe(ruleArn: string, target: TargetProperties): TargetDescription {
  return {
    ruleArn,
    arn: target.Arn,
    input: target.Input,
    messageGroupId: target.SqsParameters?.MessageGroupId,
    retries: target.RetryPolicy.MaximumRetryAttempts,
    maximumAgeSeconds: target.RetryPolicy.MaximumEventAgeInSeconds,
    deadLetterArn: target.DeadLetterConfig?.Arn,
  };
}
