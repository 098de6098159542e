import { describe, expect, it } from 'vitest';
import { Refusal } from '../../shared/domain/refusal.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { respondWithProblem } from '../../shared/http/respond-with-problem.ts';
import { Unavailable } from '../../shared/runtime/unavailable.ts';

const answerTo = (error: unknown) => {
  const {
    statusCode,
    headers,
    body = '',
  } = respondWithProblem(error, '/groups/{groupId}/services/{serviceId}', 'request-1');
  return { statusCode, headers, problem: ProblemAnswer.parse(JSON.parse(body)), body };
};

describe('An error becomes an answer', () => {
  it('that reveals nothing about an unexpected error', () => {
    const error = new Error('Requested resource not found: Table: contacts', {
      cause: new Error('at dynamodb.js:1'),
    });
    const { statusCode, body, problem } = answerTo(error);
    expect([statusCode, problem.code, problem.instance]).toEqual([500, 'internal-error', 'request-1']);
    expect(body).not.toMatch(/table|contacts|dynamodb|stack/i);
  });

  it('with Retry-After if a dependency is unavailable', () => {
    const { statusCode, headers, problem } = answerTo(new Unavailable('DynamoDB did not answer.'));
    expect([statusCode, problem.code]).toEqual([503, 'unavailable']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('headed by 403 before 409 before 422, then administration, technical, billing', () => {
    const refusal = new Refusal(
      { code: 'recipient-in-debt', pointer: '/contacts/billing', detail: 'a' },
      { code: 'recipient-unknown', pointer: '/contacts/technical', detail: 'b' },
      { code: 'change-pending', pointer: '/contacts/billing', detail: 'c' },
      { code: 'change-pending', pointer: '/contacts/administration', detail: 'd' },
      { code: 'not-administration-contact', detail: 'e' },
    );
    const { statusCode, problem } = answerTo(refusal);
    expect(statusCode).toBe(403);
    expect(problem.errors.map((entry) => entry.detail)).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it('that names the last parameter of the path where the rule names no place', () => {
    const { problem } = answerTo(new Refusal({ code: 'not-found', detail: 'Not found.' }));
    expect(problem.errors).toEqual([{ code: 'not-found', detail: 'Not found.', parameter: 'serviceId' }]);
  });
});
