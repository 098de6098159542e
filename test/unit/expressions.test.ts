import { describe, expect, it } from 'vitest';
import { updateInput } from '../../shared/aws/expressions.ts';

const key = { pk: 'SERVICE#0033972101234', sk: 'SERVICE' };

describe('The input of an update', () => {
  it('names every segment of a path once, and its values in the order of the text', () => {
    const input = updateInput({
      update: key,
      set: { 'contacts.technical': 'ab12345-ovh', slot0: { revision: 3, outcome: 'applied' } },
      add: { applied: 2 },
      remove: ['ownTechnicalContact'],
      when: [
        { path: 'groupId', equals: 'ab12345-ovh-1' },
        { path: 'revisions.technical', below: 3 },
        { path: 'slot0.revision', absentOrBelow: 4 },
        { path: 'version', atLeast: 5 },
        { path: 'state', oneOf: ['running', 'waiting'] },
        { path: 'endedAt', is: 'absent' },
      ],
    });
    expect(input).toEqual({
      Key: { pk: { S: key.pk }, sk: { S: key.sk } },
      UpdateExpression: 'SET #0.#1 = :0, #2 = :1 ADD #3 :2 REMOVE #4',
      ConditionExpression:
        '#5 = :3 AND #6.#1 < :4 AND (attribute_not_exists(#2.#7) OR #2.#7 < :5) AND #8 >= :6' +
        ' AND #9 IN (:7, :8) AND attribute_not_exists(#10)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ExpressionAttributeNames: {
        '#0': 'contacts',
        '#1': 'technical',
        '#2': 'slot0',
        '#3': 'applied',
        '#4': 'ownTechnicalContact',
        '#5': 'groupId',
        '#6': 'revisions',
        '#7': 'revision',
        '#8': 'version',
        '#9': 'state',
        '#10': 'endedAt',
      },
      ExpressionAttributeValues: {
        ':0': { S: 'ab12345-ovh' },
        ':1': { M: { revision: { N: '3' }, outcome: { S: 'applied' } } },
        ':2': { N: '2' },
        ':3': { S: 'ab12345-ovh-1' },
        ':4': { N: '3' },
        ':5': { N: '4' },
        ':6': { N: '5' },
        ':7': { S: 'running' },
        ':8': { S: 'waiting' },
      },
    });
  });

  it('has no condition where the list of conditions is empty', () => {
    const update = { update: key, add: { countedOnce: 1 } };
    expect(updateInput({ ...update, when: [] })).toEqual(updateInput(update));
    expect(updateInput({ ...update, when: [] })).not.toHaveProperty('ConditionExpression');
  });

  it('has its own values where another update had the same paths', () => {
    const raising = (revision: number) =>
      updateInput({ update: key, set: { revision }, when: [{ path: 'revision', below: revision }] });
    const { ExpressionAttributeValues: first, ...text } = raising(1);
    const { ExpressionAttributeValues: second, ...sameText } = raising(2);
    expect(sameText).toEqual(text);
    expect(first).toEqual({ ':0': { N: '1' }, ':1': { N: '1' } });
    expect(second).toEqual({ ':0': { N: '2' }, ':1': { N: '2' } });
  });

  it.each([
    [{ path: 'version', equals: 1 }, '#0 = :0'],
    [{ path: 'version', below: 1 }, '#0 < :0'],
    [{ path: 'version', atLeast: 1 }, '#0 >= :0'],
    [{ path: 'version', absentOrBelow: 1 }, '(attribute_not_exists(#0) OR #0 < :0)'],
    [{ path: 'version', oneOf: ['a'] }, '#0 IN (:0)'],
    [{ path: 'version', oneOf: ['a', 'b'] }, '#0 IN (:0, :1)'],
    [{ path: 'version', is: 'present' }, 'attribute_exists(#0)'],
    [{ path: 'version', is: 'absent' }, 'attribute_not_exists(#0)'],
  ] as const)('has the text of its own comparison: %j', (condition, text) => {
    const { ConditionExpression } = updateInput({ update: key, remove: ['version'], when: [condition] });
    expect(ConditionExpression).toBe(text);
  });

  it('has the clause of its own kind of change', () => {
    const texts = [{ set: { count: 1 } }, { add: { count: 1 } }, { remove: ['count'] }].map(
      (change) => updateInput({ update: key, ...change }).UpdateExpression,
    );
    expect(texts).toEqual(['SET #0 = :0', 'ADD #0 :0', 'REMOVE #0']);
  });

  it('stays right when it has seen more paths than it remembers', () => {
    const namesOf = (path: string) =>
      updateInput({ update: key, set: { [path]: 1 } }).ExpressionAttributeNames;
    for (let change = 0; change < 300; change++)
      expect(namesOf(`propagating.${change}`)).toEqual({ '#0': 'propagating', '#1': String(change) });
    expect(namesOf('propagating.0')).toEqual({ '#0': 'propagating', '#1': '0' });
  });
});
