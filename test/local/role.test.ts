import { describe, expect, test } from 'vitest';
import { Role } from '../../infra/local/iam/role.ts';
import { policyDocument, type Statement } from '../../infra/local/iam/statement.ts';

const table = 'arn:aws:dynamodb:eu-west-3:000000000000:table/contacts';

function allow(actions: string[], resources: string[]): Statement {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}

function deny(actions: string[], resources: string[]): Statement {
  return { Effect: 'Deny', Action: actions, Resource: resources };
}

describe('a role', () => {
  test.each([
    ['an exact grant', [allow(['dynamodb:GetItem'], [table])], true],
    ['another action', [allow(['dynamodb:PutItem'], [table])], false],
    ['a longer action', [allow(['dynamodb:GetItems'], [table])], false],
    ['an action in another case', [allow(['DynamoDB:getitem'], [table])], true],
    ['a resource in another case', [allow(['dynamodb:GetItem'], [table.toUpperCase()])], false],
    ['a star in the action', [allow(['dynamodb:Get*'], [table])], true],
    ['a question mark', [allow(['dynamodb:?etItem'], [table])], true],
    ['a star for everything', [allow(['*'], ['*'])], true],
    ['a star that covers only the indexes', [allow(['dynamodb:GetItem'], [`${table}/index/*`])], false],
    ['characters that mean something to a regular expression', [allow(['dynamodb:Get.*'], [table])], false],
    ['the second of two statements', [allow(['a:b'], ['*']), allow(['dynamodb:GetItem'], [table])], true],
    ['a denial after the grant', [allow(['*'], ['*']), deny(['dynamodb:*'], [table])], false],
    ['a denial before the grant', [deny(['dynamodb:GetItem'], ['*']), allow(['*'], ['*'])], false],
    ['a denial of something else', [allow(['*'], ['*']), deny(['dynamodb:PutItem'], ['*'])], true],
    ['no statement', [], false],
  ])('with %s', (_name, statements, expected) => {
    expect(new Role('any', statements).allows('dynamodb:GetItem', table)).toBe(expected);
  });

  test('records which of its grants were used', () => {
    const role = new Role('any', [
      allow(['dynamodb:Get*', 'dynamodb:PutItem'], [table]),
      allow(['sqs:*'], ['*']),
    ]);
    role.allows('dynamodb:GetItem', table);
    role.allows('dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-3:000000000000:table/other');
    expect(role.grants()).toEqual([
      { action: 'dynamodb:Get*', used: true },
      { action: 'dynamodb:PutItem', used: false },
      { action: 'sqs:*', used: false },
    ]);
  });
});

describe('a policy', () => {
  const statement = { Effect: 'Allow', Action: 'a:b', Resource: '*' };

  test('may name one action or several, in one statement or several', () => {
    expect(policyDocument.parse({ Version: '2012-10-17', Statement: statement }).Statement).toEqual([
      allow(['a:b'], ['*']),
    ]);
    expect(
      policyDocument.parse({ Version: '2012-10-17', Statement: [{ ...statement, Action: ['a:b', 'a:c'] }] })
        .Statement,
    ).toEqual([allow(['a:b', 'a:c'], ['*'])]);
  });

  test.each([
    ['a condition', { ...statement, Condition: { Bool: {} } }],
    ['NotAction', { Effect: 'Allow', NotAction: 'a:b', Resource: '*' }],
    ['NotResource', { Effect: 'Allow', Action: 'a:b', NotResource: '*' }],
    ['a principal', { ...statement, Principal: '*' }],
    ['another effect', { ...statement, Effect: 'Perhaps' }],
    ['no resource', { Effect: 'Allow', Action: 'a:b' }],
  ])('with %s is refused', (_name, refused) => {
    expect(policyDocument.safeParse({ Version: '2012-10-17', Statement: [refused] }).success).toBe(false);
  });
});
