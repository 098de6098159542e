import type { Violation } from './refusal.ts';

/** The violation of a time that is not in the future, or more than a year ahead (R9). */
export function timeViolations(
  property: 'effectiveAt' | 'runAt',
  time: string | undefined,
  now: Date,
): Violation[] {
  if (time === undefined) return [];
  const given = new Date(time);
  const latest = aYearAfter(now);
  if (given > now && given <= latest) return [];
  const range = `after ${now.toISOString()} and at most a year ahead, until ${latest.toISOString()}`;
  const detail = `${property} is ${given.toISOString()}. It must be ${range}.`;
  return [{ code: 'effective-time-invalid', pointer: `/${property}`, detail }];
}

function aYearAfter(now: Date): Date {
  const later = new Date(now);
  later.setUTCFullYear(later.getUTCFullYear() + 1);
  return later;
}
