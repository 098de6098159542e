import type { Caller } from '../domain/caller.ts';
import { Refusal } from '../domain/refusal.ts';
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

export const invalidParameter = (parameter: string, why: string): BadRequest =>
  new BadRequest({ code: 'invalid-parameter', parameter, detail: `${parameter}: ${why}` });
