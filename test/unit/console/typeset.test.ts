import { expect, test } from 'vitest';
import { typeset } from '../../../clients/console/texts/typeset.ts';

const space = '\u00A0';

test('no line of a French text begins with a sign, or ends with an opening quotation mark', () => {
  const texts = { where: 'Où ?', of: { words: ['« {{text}} »'], rest: 'Reste : {{percent}} %, demain !' } };
  expect(typeset(texts)).toEqual({
    where: `Où${space}?`,
    of: {
      words: [`«${space}{{text}}${space}»`],
      rest: `Reste${space}: {{percent}}${space}%, demain${space}!`,
    },
  });
  expect(texts.where).toBe('Où ?');
});
