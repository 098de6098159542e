import { describe, expect, it } from 'vitest';
import { meaningOfAnswer } from '../../functions/workers/propagate-contact/meaning-of-answer.ts';

const now = new Date('2026-03-01T08:00:00.000Z');
const meaning = (status: number, retryAfter: string | null = null) =>
  meaningOfAnswer(status, retryAfter, now);

describe('The answer of the member system', () => {
  it.each([200, 201, 202, 204, 299])('%i: the member has the change', (status) => {
    expect(meaning(status)).toEqual({ kind: 'taken' });
  });

  it('409: the member has a later change', () => {
    expect(meaning(409)).toEqual({ kind: 'ahead' });
  });

  it.each([301, 302, 304, 307, 400, 401, 403, 404, 410, 422, 499])('%i: a permanent failure', (status) => {
    expect(meaning(status)).toEqual({
      kind: 'refused',
      code: 'member-system-refused',
      detail: `The member system answered ${status}.`,
    });
  });

  it.each([408, 429, 500, 502, 503, 504, 599])('%i: a temporary failure', (status) => {
    expect(meaning(status)).toMatchObject({ kind: 'unavailable', code: 'member-system-unavailable' });
  });

  it.each([
    ['7', 7],
    ['0', 0],
    ['Sun, 01 Mar 2026 08:00:30 GMT', 30],
    ['Sun, 01 Mar 2026 07:00:00 GMT', 0],
    ['soon', undefined],
    ['-3', undefined],
    [null, undefined],
  ])('Retry-After: %s means %s seconds', (retryAfter, seconds) => {
    expect(meaning(503, retryAfter)).toMatchObject({ retryAfterSeconds: seconds });
  });
});
