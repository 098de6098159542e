import type { Nic } from '../domain/identifiers.ts';
import { roles as allRoles, type Role } from '../domain/roles.ts';
import type { Block, Fact } from './letter.ts';
import type { AboutChange, AboutReassignment, MovedRole, Notice, Person } from './notice.ts';
import { userText } from './user-text.ts';
import type { Words } from './words.ts';

/** What a letter is made from beside its notice. */
export interface Manner {
  readonly words: Words;
  readonly date: (time: string) => string;
  /** The console's page at this path. */
  readonly page: (path: string) => string;
}

export interface Body {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

export type NoticeOf<Kind extends Notice['kind']> = Extract<Notice, { readonly kind: Kind }>;

export const text = (line: string): Block => ({ kind: 'text', text: line });
export const facts = (...list: readonly (Fact | readonly Fact[])[]): Block => ({
  kind: 'facts',
  facts: list.flatMap((one): readonly Fact[] => (isFact(one) ? [one] : one)),
});
const isFact = (one: Fact | readonly Fact[]): one is Fact => typeof one[0] === 'string';

const list = ({ and }: Words, parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1) ?? ''}`;

export const rolesIn = (words: Words, roles: readonly Role[]): string =>
  list(
    words,
    allRoles.filter((role) => roles.includes(role)).map((role) => words.roles[role]),
  );

const inCapitals = (line: string): string => line.charAt(0).toUpperCase() + line.slice(1);

export const nameOf = ({ name, nic }: Person): string =>
  name === undefined ? nic : `${userText(name)} (${nic})`;

export function factsOfChange({ groupId, description, serviceId }: AboutChange, { labels }: Words): Fact[] {
  const group = description === undefined ? groupId : `${groupId} (${userText(description)})`;
  return [[labels.group, group], ...(serviceId === undefined ? [] : [[labels.service, serviceId] as const])];
}

export const factsOfMoves = (moved: readonly MovedRole[], words: Words): Fact[] =>
  moved.map(({ role, move }) => [inCapitals(words.roles[role]), words.fromTo(move.from, move.to)]);

export const factsOfReassignment = ({ from, to, roles }: AboutReassignment, words: Words): Fact[] => [
  [words.labels.replaces, words.fromTo(from, to)],
  [words.labels.roles, rolesIn(words, roles)],
];

export const reasonFact = (reason: string | undefined, { labels }: Words): Fact[] =>
  reason === undefined || userText(reason) === '' ? [] : [[labels.reason, userText(reason)]];

export const missingFact = (missing: readonly Nic[], { labels }: Words): Fact[] =>
  missing.length === 0 ? [] : [[labels.missing, missing.join(', ')]];

export const whereOf = ({ groupId, serviceId }: AboutChange, { where }: Words): string =>
  serviceId === undefined ? where.group(groupId) : where.service(serviceId);
