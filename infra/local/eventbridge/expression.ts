import { Cron } from 'croner';
import { Refusal } from '../lib/refusal.ts';

const unitSeconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** Returns the time of the next tick after a given one, in milliseconds since 1970, or undefined if there is none. */
export type NextTick = (after: number) => number | undefined;

/** Parses an expression such as `rate(5 minutes)` or `cron(0 8 ? * MON-FRI *)`. */
export function readExpression(expression: string, timeZone: string): NextTick {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate !== null) {
    const period = Number(rate[1]) * (unitSeconds[rate[2] ?? ''] ?? Number.NaN) * 1000;
    return (after) => after + period;
  }
  const fields = /^cron\((\S+ \S+ \S+ \S+ \S+) (\S+)\)$/.exec(expression);
  if (fields === null) throw new Refusal(`the schedule ${expression} is not understood`);
  const cron = readCron(`0 ${fields[1]} ${fields[2]}`, timeZone);
  return (after) => cron.nextRun(new Date(after))?.getTime();
}

function readCron(pattern: string, timezone: string): Cron {
  try {
    // Like Quartz, AWS numbers the days of the week from 1 for Sunday, and reads `0/15` as "from 0, every 15".
    return new Cron(pattern, { timezone, paused: true, alternativeWeekdays: true, sloppyRanges: true });
  } catch (error) {
    throw new Refusal(`the schedule ${pattern} is not understood: ${String(error)}`, { cause: error });
  }
}
