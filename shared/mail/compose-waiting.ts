import { consolePages } from './console-pages.ts';
import type { Block, Fact } from './letter.ts';
import type { WaitingItem } from './notice.ts';
import { facts, factsOfChange, nameOf, reasonFact, rolesIn, text } from './parts.ts';
import type { Body, Manner, NoticeOf } from './parts.ts';

export function waiting({ requester, items, isMore, isReminder }: NoticeOf<'waiting'>, manner: Manner): Body {
  const { words, page } = manner;
  const { waiting: own } = words;
  const count = items.length;
  return {
    subject: isReminder ? own.reminder(count, isMore) : own.subject(count, isMore),
    blocks: [
      text(own.intro(nameOf(requester), count)),
      text(own.effect),
      ...items.flatMap((item) => blocksOfItem(item, manner)),
      ...(isMore ? [text(own.more)] : []),
      ...(count > 1 || isMore
        ? [{ kind: 'link' as const, label: own.all, url: page(consolePages.inbox) }]
        : []),
    ],
  };
}

function blocksOfItem(item: WaitingItem, { words, date, page }: Manner): Block[] {
  const { labels } = words;
  const { change, reassignment, roles, reason, at, expiresAt } = item;
  const about: Fact[] =
    change === undefined
      ? [[labels.replaces, words.fromTo(reassignment.from, reassignment.to)]]
      : factsOfChange(change, words);
  const when: Fact[] =
    at === undefined ? [] : [[change === undefined ? labels.runs : labels.effective, date(at)]];
  const path =
    change === undefined
      ? consolePages.reassignment(reassignment.reassignmentId)
      : consolePages.change(change.changeId);
  return [
    facts(about, [labels.roles, rolesIn(words, roles)], reasonFact(reason, words), when, [
      labels.until,
      date(expiresAt),
    ]),
    { kind: 'link', label: words.waiting.link, url: page(path) },
  ];
}
