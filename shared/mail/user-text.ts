const limit = 600;

/** Controls, line ends, and characters that turn the direction of what follows. */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+/gu;
/** What a mail program would make a link of. */
const linkLike = /(?:\p{L}|\d)[.:@/]+(?=[\p{L}\d])/gu;
const wordJoiner = '\u2060';

/**
 * Text that a user wrote, as it stands in a letter: one line of at most 600 characters. An invisible character breaks
 * what looks like an address, so that nobody sends links in the name of this service.
 */
export function userText(text: string): string {
  const line = text.replaceAll(invisible, ' ').replaceAll(/\s+/gu, ' ').trim();
  const letters = Array.from(line);
  const short = letters.length > limit ? `${letters.slice(0, limit - 1).join('')}…` : line;
  return short.replaceAll(linkLike, (found) => found + wordJoiner);
}
