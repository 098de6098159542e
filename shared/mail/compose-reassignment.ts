import { consolePages } from './console-pages.ts';
import type { Fact } from './letter.ts';
import type { AboutReassignment } from './notice.ts';
import { facts, factsOfReassignment, reasonFact, text } from './parts.ts';
import type { Body, Manner, NoticeOf } from './parts.ts';

export const ofReassignment = (
  about: AboutReassignment,
  { words }: Manner,
  subject: string,
  intro: string,
  ...more: readonly Fact[]
): Body => ({ subject, blocks: [text(intro), facts(factsOfReassignment(about, words), ...more)] });

export function reassignmentDecided(
  { about, decided: { decision, nic, reason, at } }: NoticeOf<'reassignment-decided'>,
  manner: Manner,
): Body {
  const { words, date } = manner;
  const { accepted, refused, acceptedBy, refusedBy } = words.reassignment;
  const [subject, intro] = decision === 'accepted' ? [accepted, acceptedBy(nic)] : [refused, refusedBy(nic)];
  const when: Fact[] = at === undefined ? [] : [[words.labels.runs, date(at)]];
  return ofReassignment(about, manner, subject, intro, ...reasonFact(reason, words), ...when);
}

export function reassignmentCompleted(
  { about, targets, isFailed }: NoticeOf<'reassignment-completed'>,
  manner: Manner,
): Body {
  const { labels, number, reassignment: own } = manner.words;
  const { subject, blocks } = ofReassignment(
    about,
    manner,
    isFailed ? own.withFailures : own.completed,
    isFailed ? own.withFailuresIntro : own.completedIntro,
    [labels.done, number(targets.completed)],
    [labels.failed, number(targets.failed)],
    [labels.skipped, number(targets.skipped)],
  );
  if (!isFailed) return { subject, blocks };
  const url = manner.page(consolePages.reassignment(about.reassignmentId));
  return { subject, blocks: [...blocks, { kind: 'link', label: own.link, url }] };
}

export function reassignmentRolesLost(
  { about, isEffective, at }: NoticeOf<'reassignment-roles-lost'>,
  manner: Manner,
): Body {
  const { words, date } = manner;
  const { rolesLost: subject, planned, effective } = words.reassignment;
  const when = at === undefined ? words.asSoonAsPossible : date(at);
  const more: Fact[] = isEffective ? [] : [[words.labels.runs, when]];
  return ofReassignment(
    about,
    manner,
    subject(isEffective),
    isEffective ? effective(when) : planned,
    ...more,
  );
}
