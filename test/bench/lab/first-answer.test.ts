import { describe, expect, it } from 'vitest';
import { faultOf, type FirstAnswer } from './first-answer.ts';

const reader = { variables: { TABLE_NAME: 'contacts' } };
const asked = { databaseAnswers: 1 };

describe('the first answer of a function that did its work', () => {
  it.each<FirstAnswer>([
    { status: 200, ...asked },
    { status: 403, code: 'not-a-recipient', ...asked },
    { status: 409, code: 'state-conflict', ...asked },
    { failures: 0, ...asked },
    asked,
  ])('is %o', (answer) => {
    expect(faultOf(reader, answer)).toBeUndefined();
  });

  it('needs no database where the function has no table', () => {
    expect(faultOf({ variables: {} }, { status: 200, databaseAnswers: 0 })).toBeUndefined();
  });
});

describe('the first answer of a function that did not', () => {
  it.each<[FirstAnswer, string]>([
    [{ status: 500, code: 'internal-error', ...asked }, 'it failed with 500'],
    [{ status: 503, code: 'unavailable', ...asked }, 'it failed with 503'],
    [{ status: 422, code: 'validation-failed', ...asked }, 'it refused the event itself'],
    [{ status: 400, code: 'invalid-parameter', databaseAnswers: 0 }, 'it refused the event itself'],
    [{ status: 404, code: 'not-found', ...asked }, 'it refused the event itself'],
    [{ status: 401, databaseAnswers: 0 }, 'it refused the event itself'],
    [{ failures: 1, ...asked }, 'it left its message in the queue'],
    [{ status: 200, databaseAnswers: 0 }, 'it did not ask the database'],
  ])('%o is explained: %s', (answer, fault) => {
    expect(faultOf(reader, answer)).toContain(fault);
  });
});
