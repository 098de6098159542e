import { expect, test } from 'vitest';
import { ownWords, ownWordsOf } from '../../../clients/console/values/own-words.ts';
import { cancelledFor, refusedFor } from '../../../shared/domain/decide.ts';

const subjects = ['change', 'reassignment'] as const;

test.each(subjects)('of a %s that ended without a reason, nobody is quoted', (subject) => {
  const silent = [
    refusedFor(subject, undefined),
    cancelledFor(subject, true, undefined),
    cancelledFor(subject, false, undefined),
  ];
  expect(silent.map(ownWordsOf)).toEqual([undefined, undefined, undefined]);
  expect(silent.map(({ detail }) => ownWords(detail))).toEqual([undefined, undefined, undefined]);
});

test.each(subjects)('of a %s that ended with a reason, the reason is quoted', (subject) => {
  const said = [refusedFor(subject, 'Pas moi'), cancelledFor(subject, true, 'Pas moi')];
  expect(said.map(ownWordsOf)).toEqual(['Pas moi', 'Pas moi']);
  expect(ownWords('Pas moi')).toBe('Pas moi');
});

test('of an ending by a rule, the words are not a person’s', () => {
  expect(ownWordsOf({ code: 'recipient-closed', detail: 'The account is closed.' })).toBeUndefined();
});
