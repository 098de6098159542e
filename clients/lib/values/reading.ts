/**
 * What was made of a text that a person typed, or that a file holds. `isChanged` says that `value` is not letter by
 * letter what was given, so that it can be shown before it is used.
 */
export type Reading<Value, Problem extends string> =
  | { readonly ok: true; readonly value: Value; readonly isChanged: boolean }
  | { readonly ok: false; readonly problem: Problem };

export const understood = <Value extends string>(value: Value, given: string): Reading<Value, never> => ({
  ok: true,
  value,
  isChanged: value !== given,
});

export const refused = <Problem extends string>(problem: Problem): Reading<never, Problem> => ({
  ok: false,
  problem,
});

/**
 * The text in plain characters: full-width ones and non-breaking spaces become their plain forms, every dash a hyphen.
 * Invisible marks, which contact lists and web pages leave in what is copied from them, go, and so do blanks around.
 */
export const inPlainCharacters = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\p{Pd}\u2212]/gu, '-')
    .replaceAll(/\s+/gu, ' ')
    .trim();
