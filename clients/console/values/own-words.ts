/** What the service writes where a person gave no reason. */
const withoutReason =
  /^(?:A recipient refused|(?:Its requester|An operator) cancelled) this (?:change|reassignment) without a reason\.$/;

/** The codes of endings that a person brings about, with words of its own. */
const codes: ReadonlySet<string> = new Set(['refused', 'cancelled', 'other']);

/** A person's own words; undefined where it gave none, and the service wrote an English sentence in their place. */
export const ownWords = (text: string | undefined): string | undefined =>
  text === undefined || withoutReason.test(text) ? undefined : text;

/** A person's own words about an ending. Of rules, the code says it in the reader's language. */
export const ownWordsOf = ({
  code,
  detail,
}: {
  readonly code: string;
  readonly detail: string;
}): string | undefined => (codes.has(code) ? ownWords(detail) : undefined);
