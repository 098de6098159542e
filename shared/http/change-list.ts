import { fillPage, type Candidates } from './fill-page.ts';
import { deletedGroup } from '../domain/group.ts';
import type { ChangeState } from '../domain/contact-change.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { changeAnswer, type ChangeAnswerCapabilities } from './change-answer.ts';
import type { ContactChangeAnswer } from './contract/shapes.ts';
import { nextCursor, positionOf } from './paging.ts';
import type { Capabilities } from '../commands/capabilities.ts';

interface Candidate {
  readonly changeId: ChangeId;
  /** The position in the list. */
  readonly place: string;
}

export interface ChangeListOptions<Listed extends Candidate> {
  readonly scope: string;
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly state: ChangeState | undefined;
  /** Whether the list may be continued from there. */
  readonly isPlace: (place: string) => boolean;
  readonly read: (options: { after: string | undefined; limit: number }) => Promise<Candidates<Listed>>;
  readonly isWanted?: (listed: Listed) => boolean;
  readonly isAnswered?: (answer: ContactChangeAnswer) => boolean;
}

const all = (): boolean => true;

/** A page of changes, newest first, each in its state as of now: an expired one is listed as expired (R7). */
export async function changeList<Listed extends Candidate>(
  { changes, groups, ...answering }: ChangeAnswerCapabilities & Pick<Capabilities, 'groups'>,
  { scope, cursor, limit, state, isPlace, read, isWanted = all, isAnswered = all }: ChangeListOptions<Listed>,
): Promise<{ items: ContactChangeAnswer[]; nextCursor: string | null }> {
  const pick = async (candidates: readonly Listed[]) => {
    const found = await changes.findMany(candidates.filter(isWanted).map(({ changeId }) => changeId));
    const owners = await groups.findMany([...new Set(found.map(({ groupId }) => groupId))]);
    const groupsById = new Map(owners.map(({ group }) => [group.groupId, group]));
    const answers = await Promise.all(
      found.map(async (change) => {
        const group = groupsById.get(change.groupId) ?? deletedGroup(change.groupId);
        return changeAnswer({ ...answering, changes }, { change, group });
      }),
    );
    const places = new Map(candidates.map(({ changeId, place }) => [changeId, place]));
    return answers
      .filter((answer) => (state === undefined || answer.state === state) && isAnswered(answer))
      .map((answer) => ({ place: places.get(answer.changeId) ?? answer.changeId, item: answer }));
  };
  const { items, next } = await fillPage({ read, pick, after: positionOf(scope, cursor, isPlace), limit });
  return { items, nextCursor: nextCursor(scope, next) };
}
