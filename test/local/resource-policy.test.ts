import { expect, test } from 'vitest';
import { permits, resourcePolicy } from '../../infra/local/iam/resource-policy.ts';

const rule = 'arn:aws:events:eu-west-3:000000000000:rule/news/ToQueue';
const queue = 'arn:aws:sqs:eu-west-3:000000000000:News';

const allow = {
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: queue,
};

function isPermitted(...statements: object[]): boolean {
  return permits(resourcePolicy.parse({ Statement: statements }).Statement, {
    service: 'events.amazonaws.com',
    action: 'sqs:SendMessage',
    resource: queue,
    context: { 'aws:SourceArn': rule, 'aws:SourceAccount': '000000000000', 'aws:SecureTransport': 'true' },
  });
}

test.each([
  ['the service', allow],
  ['everyone', { ...allow, Principal: '*' }],
  ['everyone of AWS', { ...allow, Principal: { AWS: '*' } }],
  ['several services', { ...allow, Principal: { Service: ['sns.amazonaws.com', 'events.amazonaws.com'] } }],
  ['any action', { ...allow, Action: 'SQS:*' }],
  ['any resource', { ...allow, Resource: '*' }],
  ['this rule', { ...allow, Condition: { ArnEquals: { 'aws:SourceArn': rule } } }],
  ['rules of this bus', { ...allow, Condition: { ArnLike: { 'aws:SourceArn': `${rule.slice(0, -7)}*` } } }],
  ['this account', { ...allow, Condition: { StringEquals: { 'aws:SourceAccount': ['1', '000000000000'] } } }],
])('a statement for %s permits', (_name, statement) => {
  expect(isPermitted(statement)).toBe(true);
});

test.each([
  ['another service', { ...allow, Principal: { Service: 'sns.amazonaws.com' } }],
  ['a role', { ...allow, Principal: { AWS: 'arn:aws:iam::000000000000:role/r' } }],
  ['another action', { ...allow, Action: 'sqs:ReceiveMessage' }],
  ['another queue', { ...allow, Resource: `${queue}Dead` }],
  ['another rule', { ...allow, Condition: { ArnEquals: { 'aws:SourceArn': `${rule}2` } } }],
  ['another account', { ...allow, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } }],
  ['a text with a wildcard', { ...allow, Condition: { StringEquals: { 'aws:SourceArn': '*' } } }],
])('a statement for %s does not permit', (_name, statement) => {
  expect(isPermitted(statement)).toBe(false);
});

test('a denial goes before a permission, where it applies', () => {
  const deny = { ...allow, Effect: 'Deny', Principal: '*' };
  expect(isPermitted(allow, deny)).toBe(false);
  expect(isPermitted(allow, { ...deny, Condition: { Bool: { 'aws:SecureTransport': false } } })).toBe(true);
  expect(isPermitted(allow, { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'true' } } })).toBe(false);
});

test.each([
  [{ ...allow, Condition: { NumericEquals: { 'aws:SourceAccount': 1 } } }, /NumericEquals/],
  [{ ...allow, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o' } } }, /PrincipalOrgID/],
  [{ ...allow, NotAction: 'sqs:*' }, /NotAction/],
])('statement %# is refused', (statement, message) => {
  expect(() => isPermitted(statement)).toThrow(message);
});
