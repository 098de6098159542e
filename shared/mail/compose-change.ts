import { consolePages } from './console-pages.ts';
import type { Fact } from './letter.ts';
import type { AboutChange } from './notice.ts';
import {
  facts,
  factsOfChange,
  factsOfMoves,
  missingFact,
  reasonFact,
  rolesIn,
  text,
  whereOf,
} from './parts.ts';
import type { Body, Manner, NoticeOf } from './parts.ts';

export const ofChange = (
  about: AboutChange,
  { words }: Manner,
  kind: 'expired' | 'rejected',
  texts: readonly string[],
): Body => ({
  subject: words[kind].subject(whereOf(about, words)),
  blocks: [...texts.map(text), facts(factsOfChange(about, words))],
});

export function decided({ about, decided: said }: NoticeOf<'decided'>, { words, date }: Manner): Body {
  const { decision, nic, roles, reason, missing, at } = said;
  const { subject, intro } = words[decision];
  const isMissing = missing.length > 0;
  const effect =
    decision === 'refused' ? words.endedByRefusal : isMissing ? words.stillMissing : words.noneMissing;
  const when: Fact[] =
    decision === 'refused' || (isMissing && at === undefined)
      ? []
      : [[words.labels.effective, at === undefined ? words.asSoonAsPossible : date(at)]];
  return {
    subject: subject(whereOf(about, words)),
    blocks: [
      text(intro(nic, rolesIn(words, roles))),
      text(effect),
      facts(factsOfChange(about, words), reasonFact(reason, words), missingFact(missing, words), when),
    ],
  };
}

export const started = (
  { about, moved, at, services }: NoticeOf<'started'>,
  { words, date }: Manner,
): Body => ({
  subject: words.started.subject(whereOf(about, words)),
  blocks: [
    text(words.started.intro(date(at))),
    facts(factsOfChange(about, words), factsOfMoves(moved, words), [
      words.labels.services,
      words.number(services),
    ]),
  ],
});

export function completed(
  { about, moved, services, failed, isRequester }: NoticeOf<'completed'>,
  { words, page }: Manner,
): Body {
  const all = facts(factsOfChange(about, words), factsOfMoves(moved, words));
  if (failed === 0) {
    const { subject, intro } = words.completed;
    return { subject: subject(whereOf(about, words)), blocks: [text(intro(services)), all] };
  }
  const { subject, requester, administration, retry, link } = words.withFailures;
  const intro = isRequester ? requester(failed, services) : administration(failed, services);
  return {
    subject: subject(whereOf(about, words)),
    blocks: [
      text(intro),
      text(retry),
      all,
      { kind: 'link', label: link, url: page(consolePages.change(about.changeId)) },
    ],
  };
}

export function rolesLost(
  { about, moved, isEffective, at }: NoticeOf<'roles-lost'>,
  { words, date }: Manner,
): Body {
  const { subject, planned, effective } = words.rolesLost;
  const when = at === undefined ? words.asSoonAsPossible : date(at);
  return {
    subject: subject(
      rolesIn(
        words,
        moved.map(({ role }) => role),
      ),
      whereOf(about, words),
      isEffective,
    ),
    blocks: [
      text(isEffective ? effective(when) : planned),
      facts(
        factsOfChange(about, words),
        factsOfMoves(moved, words),
        isEffective ? [] : [[words.labels.effective, when]],
      ),
    ],
  };
}
