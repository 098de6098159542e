import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { operations } from '../../shared/http/contract/operations.ts';

const nic = 'ab12345-ovh';
const reassignment = { from: nic, to: 'cd67890-ovh', roles: ['technical'] };
const account = { voipValidated: true, balanceCents: 0, status: 'open' };
const batch = {
  batch: 'one',
  requestedBy: nic,
  requestedUntil: '2026-03-01T08:00:00Z',
};

interface Field {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly others: object;
  readonly property: string;
  /** The most characters. */
  readonly limit: number;
}

const bodyField = (
  operationId: keyof typeof operations,
  property: string,
  limit: number,
  others: object,
) => ({
  name: `${operationId} ${property}`,
  schema: operations[operationId].body,
  property,
  limit,
  others,
});

/** Every free text that a caller may give. */
const texts: readonly Field[] = [
  bodyField('requestGroupChange', 'reason', 500, { contacts: { technical: nic } }),
  bodyField('requestServiceChange', 'reason', 500, { contacts: { technical: nic } }),
  ...(['acceptContactChange', 'refuseContactChange', 'cancelContactChange'] as const).map((decision) =>
    bodyField(decision, 'reason', 500, {}),
  ),
  ...(['acceptReassignment', 'refuseReassignment', 'cancelReassignment'] as const).map((decision) =>
    bodyField(decision, 'reason', 500, {}),
  ),
  bodyField('requestReassignment', 'reason', 500, reassignment),
  bodyField('requestReassignment', 'batch', 64, reassignment),
  bodyField('acceptReassignments', 'batch', 64, batch),
  bodyField('putGroup', 'description', 255, {}),
  bodyField('putAccount', 'name', 100, account),
  {
    name: 'listReassignments batch',
    schema: operations.listReassignments.query,
    property: 'batch',
    limit: 64,
    others: {},
  },
];

const problemOf = ({ schema, others, property }: Field, value: unknown) =>
  schema
    .safeParse({ ...others, [property]: value })
    .error?.issues.map(({ path, message }) => [path, message]);

describe.each(texts)('The text $name', (field) => {
  it('may be as long as its bound and no longer, and not empty', () => {
    expect(problemOf(field, 'é'.repeat(field.limit))).toBeUndefined();
    expect(problemOf(field, 'é'.repeat(field.limit + 1))).toMatchObject([
      [[field.property], expect.anything()],
    ]);
    expect(problemOf(field, '')).toMatchObject([[[field.property], expect.anything()]]);
  });

  it('is refused with U+FFFD or a lone surrogate, which whole characters are not', () => {
    const message = 'must be well-formed Unicode, without U+FFFD';
    for (const wrong of ['\uFFFD', 'a\uD83Db', '\uDE00', '\uDE00\uD83D'])
      expect(problemOf(field, `Étage ${wrong}`)).toEqual([[[field.property], message]]);
    expect(problemOf(field, 'Étage \uD83D\uDE00 \u4F60\n2')).toBeUndefined();
  });
});

const longest = (length: number) => {
  const domain = `${'d'.repeat(63)}.${'e'.repeat(63)}.${'f'.repeat(59)}.fr`;
  return `${'a'.repeat(length - domain.length - 1)}@${domain}`;
};

it.each([bodyField('putAccount', 'email', 254, account), bodyField('putMe', 'email', 254, {})])(
  'The address $name has at most 254 characters',
  (field) => {
    expect(longest(254)).toHaveLength(254);
    expect(problemOf(field, longest(254))).toBeUndefined();
    expect(problemOf(field, longest(255))).toMatchObject([[['email'], expect.anything()]]);
    expect(problemOf(field, 'a\uFFFD@example.com')).toMatchObject([[['email'], 'must be an email address']]);
  },
);

it.each([
  bodyField('requestReassignment', 'roles', 3, reassignment),
  bodyField('createConsentCode', 'roles', 3, {}),
])('The list $name names each role once, and at least one', (field) => {
  expect(problemOf(field, ['billing', 'technical', 'administration'])).toBeUndefined();
  expect(problemOf(field, ['technical', 'billing', 'technical'])).toEqual([
    [['roles'], 'must not name a role twice'],
  ]);
  expect(problemOf(field, [])).toMatchObject([[['roles'], expect.anything()]]);
});

it('The groups of a reassignment are named once each, a thousand at most', () => {
  const field = bodyField('requestReassignment', 'groupIds', 1_000, reassignment);
  const groups = (count: number) => Array.from({ length: count }, (_, index) => `${nic}-${index}`);
  expect(problemOf(field, groups(1_000))).toBeUndefined();
  expect(problemOf(field, groups(1_001))).toMatchObject([[['groupIds'], expect.anything()]]);
  expect(problemOf(field, [...groups(3), ...groups(1)])).toEqual([
    [['groupIds'], 'must not name a group twice'],
  ]);
  expect(problemOf(field, [])).toMatchObject([[['groupIds'], expect.anything()]]);
});

it.each([
  ['0', false],
  ['00', false],
  ['001', true],
  ['0033', true],
  ['00339', true],
  ['00330', false],
  ['0033097210', false],
  ['004101', false],
  ['0039', true],
  ['00390', true],
  ['0039061234', true],
  ['00339721012345678', true],
  ['003397210123456789', false],
  ['0044x', false],
])('%s begins a number: %s, as a zero after the country code would begin none', (prefix, isPrefix) => {
  const { query } = operations.listGroupServices;
  const { error } = query.safeParse({ prefix });
  expect(error?.issues.map(({ message }) => message)).toEqual(
    isPrefix
      ? undefined
      : ['must be the beginning of a number like 0033972101234, without a zero after the country code'],
  );
});
