import type { Language } from '../domain/account.ts';

/** A label and its value. */
export type Fact = readonly [label: string, value: string];

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

/** A letter in the language of its reader. Text of users in it is one line, and no mail program makes a link of it. */
export interface LetterContent {
  readonly language: Language;
  readonly subject: string;
  readonly blocks: readonly Block[];
  readonly footer: readonly string[];
  /** What stands between a label and its value. */
  readonly colon: string;
}
