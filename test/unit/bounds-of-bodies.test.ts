import { describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';

const longTime = `2099-01-01T00:00:00.${'0'.repeat(60_000)}Z`;
const contacts = { technical: 'ab12345-ovh' };
const reassignment = { from: 'ab12345-ovh', to: 'cd67890-ovh', roles: ['technical'] };
const codes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`zz${index}-ovh`, 'code']));

const { requestGroupChange, requestServiceChange, requestReassignment } = operations;

describe.each([
  ['a change of a group', requestGroupChange.body],
  ['a change of a service', requestServiceChange.body],
])('The body of a request for %s', (_what, body) => {
  it('has a time of at most 40 characters', () => {
    expect(body.safeParse({ contacts, effectiveAt: '2099-01-01T00:00:00.000Z' }).success).toBe(true);
    expect(body.safeParse({ contacts, effectiveAt: longTime }).error?.issues).toMatchObject([
      { path: ['effectiveAt'] },
    ]);
  });

  it('has at most three consent codes', () => {
    expect(body.safeParse({ contacts, consentCodes: codes(3) }).success).toBe(true);
    expect(body.safeParse({ contacts, consentCodes: codes(4) }).error?.issues).toMatchObject([
      { path: ['consentCodes'] },
    ]);
  });
});

it('The body of a request for a reassignment has a time of at most 40 characters', () => {
  const { body } = requestReassignment;
  expect(body.safeParse({ ...reassignment, runAt: '2099-01-01T00:00:00.000Z' }).success).toBe(true);
  expect(body.safeParse({ ...reassignment, runAt: longTime }).error?.issues).toMatchObject([
    { path: ['runAt'] },
  ]);
});
