import { randomUUID } from 'node:crypto';
import type { Functions } from '../lambda/functions.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Model } from '../cloudformation/model.ts';
import type { ScheduleDescription } from './schedule-description.ts';
import { checkInvocation } from './check-targets.ts';
import { place } from '../cloudformation/place.ts';
import { readExpression, type NextTick } from './expression.ts';
import { Ticker } from './ticker.ts';

/** Soon after the start, so that work that became due meanwhile does not wait for a whole period. */
const firstTickMilliseconds = 1000;

export interface SchedulesOptions {
  readonly model: Model;
  readonly functions: Functions;
  /** Replaces the period of every schedule. */
  readonly tickSeconds: number | undefined;
}

/** Throws a Refusal for a schedule that cannot be read or may not invoke its target. */
export function checkSchedules(model: Model, functions: Functions): void {
  for (const { arn, expression, timeZone, targetArn, roleArn } of model.schedules) {
    readExpression(expression, timeZone);
    const target = functions.describe(targetArn);
    if (roleArn === undefined) checkInvocation(model, functions, targetArn, arn);
    if (
      roleArn !== undefined &&
      model.roles.get(roleArn)?.allows('lambda:InvokeFunction', target.arn) !== true
    ) {
      throw new Refusal(`the role of ${arn} does not allow lambda:InvokeFunction on ${target.arn}`);
    }
  }
}

/** Starts to invoke the targets on schedule. */
export function startSchedules({ model, functions, tickSeconds }: SchedulesOptions): Ticker[] {
  return model.schedules.map((schedule) => {
    const pool = functions.pool(schedule.targetArn);
    const next: NextTick =
      tickSeconds === undefined
        ? readExpression(schedule.expression, schedule.timeZone)
        : (after) => after + tickSeconds * 1000;
    return new Ticker(next, () => pool.invoke(tickEvent(schedule)), firstTickMilliseconds);
  });
}

function tickEvent({ arn, source, input }: ScheduleDescription): unknown {
  if (input !== undefined) return JSON.parse(input);
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source,
    account: place.account,
    time: `${new Date().toISOString().slice(0, 19)}Z`,
    region: place.region,
    resources: [arn],
    // In EventBridge Scheduler's default event, `detail` is a string.
    detail: source === 'aws.scheduler' ? '{}' : {},
  };
}
