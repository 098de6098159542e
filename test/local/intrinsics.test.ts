import { describe, expect, test } from 'vitest';
import { evaluateCondition, resolveIntrinsics } from '../../infra/local/cloudformation/intrinsics.ts';
import type { Json } from '../../infra/local/cloudformation/json.ts';
import type { Scope } from '../../infra/local/cloudformation/scope.ts';

const references: Record<string, Json> = { Table: 'contacts', 'AWS::Region': 'eu-west-3', List: ['a', 'b'] };

const scope: Scope = {
  reference: (name) => references[name],
  attribute: (logicalId, name) => `${logicalId}/${name}`,
  exported: (name) => `exported ${name}`,
  output: (stack, name) => `${stack}:${name}`,
  condition: (name) => name === 'Yes',
};

const cases: [Json, Json | undefined][] = [
  [{ Ref: 'Table' }, 'contacts'],
  [{ Ref: 'AWS::NoValue' }, undefined],
  [{ kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
  [
    [1, { Ref: 'AWS::NoValue' }, { Ref: 'List' }],
    [1, ['a', 'b']],
  ],
  [{ 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table/Arn'],
  [{ 'Fn::GetAtt': 'Table.Stream.Arn' }, 'Table/Stream.Arn'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'Table' }, 3]] }, 'a-contacts-3'],
  [{ 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b'],
  [{ 'Fn::Split': ['/', 'a/b'] }, ['a', 'b']],
  [{ 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
  [
    { 'Fn::Sub': 'x-${Table}-${Table.Arn}-${AWS::Region}-${!kept}' },
    'x-contacts-Table/Arn-eu-west-3-${kept}',
  ],
  [{ 'Fn::Sub': ['${Own} ${Table}', { Own: { Ref: 'AWS::Region' } }] }, 'eu-west-3 contacts'],
  [{ 'Fn::ImportValue': { 'Fn::Sub': 'x:${Table}' } }, 'exported x:contacts'],
  [{ 'Fn::GetStackOutput': { StackName: 'storage', OutputName: 'Name' } }, 'storage:Name'],
  [{ 'Fn::If': ['Yes', 'then', 'else'] }, 'then'],
  [{ 'Fn::If': ['No', 'then', { Ref: 'Table' }] }, 'contacts'],
  // Not an intrinsic: it has company.
  [
    { Ref: 'Table', other: 1 },
    { Ref: 'Table', other: 1 },
  ],
];

test.each(cases)('%j is %j', (value, expected) => {
  expect(resolveIntrinsics(value, scope)).toEqual(expected);
});

test.each([
  [{ 'Fn::Unheard': 1 }],
  [{ 'Fn::Join': ['-'] }],
  [{ 'Fn::Select': [5, ['a']] }],
  [{ 'Fn::Sub': 1 }],
  [{ 'Fn::Join': ['-', [{ nested: true }]] }],
])('%j is refused', (value) => {
  expect(() => resolveIntrinsics(value, scope)).toThrow(expect.objectContaining({ name: 'Refusal' }));
});

describe('a condition', () => {
  const conditions: [Json, boolean][] = [
    [{ Condition: 'Yes' }, true],
    [{ 'Fn::Not': [{ Condition: 'Yes' }] }, false],
    [{ 'Fn::Equals': [{ Ref: 'Table' }, 'contacts'] }, true],
    [{ 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
    [{ 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] }, true],
  ];

  test.each(conditions)('%j is %s', (condition, expected) => {
    expect(evaluateCondition(condition, scope)).toBe(expected);
  });

  test('of another form is refused', () => {
    expect(() => evaluateCondition({ 'Fn::Contains': [] }, scope)).toThrow('is not known');
  });
});
