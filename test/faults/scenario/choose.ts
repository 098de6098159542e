import type { GroupId } from '../../../shared/domain/identifiers.ts';
import { TableView } from '../invariants/table-view.ts';
import type { Run } from '../run/run.ts';
import { groupIds } from './people.ts';

/** Chooses one of several by number. */
export const choose = <T>(run: Run, question: string, from: readonly T[]): T | undefined =>
  from.length === 0 ? undefined : from[run.parts.choices.integer(question, 0, from.length - 1)];

/** Chooses one of several by name, with these weights. */
export const chooseNamed = (run: Run, question: string, weights: Readonly<Record<string, number>>): string =>
  run.parts.choices.pick(
    question,
    Object.entries(weights).map(([name, weight]) => ({ name, weight })),
  );

/** The one group, or one of several. */
export function aGroup(run: Run): GroupId {
  const ids = new TableView(run.parts.mirror).groups().map(({ groupId }) => groupId);
  const [first = groupIds[0]] = ids;
  const groupId = ids.length > 1 ? choose(run, 'group', ids) : first;
  if (groupId === undefined) throw new Error('There is no group.');
  return groupId;
}
