import type { Caller } from '../domain/caller.ts';
import { Refusal } from '../domain/refusal.ts';
import { isMoment } from '../store/operator-lists.ts';
import { BadRequest } from './bad-request.ts';

/**
 * Checks the request for a list of everything.
 * @returns the value of the parameter that such a list needs
 * @throws Refusal `operator-only`; BadRequest `invalid-parameter` if it is missing, or one of `others` is there
 */
export function ofEveryone<Value>(
  { isOperator }: Caller,
  [needed, value]: readonly [name: string, value: Value | undefined],
  others: Readonly<Record<string, unknown>>,
): Value {
  if (!isOperator)
    throw new Refusal({
      code: 'operator-only',
      parameter: 'of',
      detail: 'Only an operator may list everything.',
    });
  for (const [name, other] of Object.entries(others))
    if (other !== undefined) throw invalidParameter(name, 'must not be there with of=everyone');
  if (value === undefined) throw invalidParameter(needed, 'is needed with of=everyone');
  return value;
}

export interface Times<Time> {
  readonly since?: Time | undefined;
  readonly until?: Time | undefined;
}

/** Later ones would sort before all others. */
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** The times that a list by state is limited to, and whether it may be continued from a place. */
export function momentsOf(times: Times<string>) {
  const range: Times<Date> = { since: listedTime(times.since), until: listedTime(times.until) };
  const end = range.until?.toISOString();
  return { range, isPlace: (place: string) => isMoment(place) && (end === undefined || place < end) };
}

const listedTime = (time: string | undefined): Date | undefined =>
  time === undefined ? undefined : new Date(Math.min(Date.parse(time), latest));

export const dateOf = (time: string | undefined): Date | undefined =>
  time === undefined ? undefined : new Date(time);

/** @throws BadRequest `invalid-parameter` if there are times without `of=everyone` */
export function refuseTimes(times: Times<string>): void {
  for (const [name, time] of Object.entries(times))
    if (time !== undefined) throw invalidParameter(name, 'must not be there without of=everyone');
}

const invalidParameter = (parameter: string, why: string): BadRequest =>
  new BadRequest({ code: 'invalid-parameter', parameter, detail: `${parameter}: ${why}` });
