import { GroupId } from '../../shared/domain/identifiers.ts';
import { roles } from '../../shared/domain/roles.ts';
import { mapConcurrently } from '../../shared/runtime/chunks.ts';
import { parseGroupRow } from '../../shared/store/groups.ts';
import { groupKey, serviceKeys, sortKeys } from '../../shared/store/keys.ts';
import {
  isTombstone,
  parseLastRevision,
  parseService,
  parseTombstone,
} from '../../shared/store/service-rows.ts';
import { type Item, type ScannableTable, type Table, type Update } from '../../shared/store/table.ts';
import { written } from '../../shared/store/written.ts';

type WholeTable = Table & ScannableTable;

export interface RaisedRevisions {
  readonly groups: number;
  readonly services: number;
  /** Groups with changes that propagate. Their services keep their revisions: run again once the changes have ended. */
  readonly stillPropagating: readonly GroupId[];
  /** Rows that another write changed meanwhile. */
  readonly changedMeanwhile: number;
}

const pageSize = 500;
const width = 10;

/**
 * Raises every revision in a restored table, so that member systems, which may know later ones than the table, take
 * the next changes and a resync. Groups first: a service's revision is never above its group's. May be repeated.
 * @param by more than the number of changes that any group had since the time of the restored copy
 */
export async function raiseRevisions(table: WholeTable, by: number): Promise<RaisedRevisions> {
  const stillPropagating: GroupId[] = [];
  /** The revision that each settled group had before. */
  const before = new Map<GroupId, number>();
  let changedMeanwhile = 0;
  let services = 0;
  const raise = async (update: Update): Promise<boolean> => {
    const isRaised = await written(table.update(update));
    if (!isRaised) changedMeanwhile += 1;
    return isRaised;
  };

  await forEach(table, sortKeys.group, async (row) => {
    const { groupId, revision, propagating } = parseGroupRow(row);
    const when = [{ path: 'revision', equals: revision }];
    if (!(await raise({ update: groupKey(groupId), add: { revision: by }, when }))) return;
    if (Object.keys(propagating).length > 0) stillPropagating.push(groupId);
    else before.set(groupId, revision);
  });
  await forEach(table, serviceKeys.sort, async (row) => {
    const update = isTombstone(row) ? raisedTombstone(row, by) : raisedService(row, before, by);
    if (update !== undefined && (await raise(update))) services += 1;
  });
  await forEach(table, sortKeys.lastRevision, async (row) => {
    const { revision } = parseLastRevision(row);
    await raise({
      update: keyOf(row),
      add: { revision: by },
      when: [{ path: 'revision', equals: revision }],
    });
  });
  return { groups: before.size + stillPropagating.length, services, stillPropagating, changedMeanwhile };
}

const keyOf = ({ pk, sk }: Item) => ({ pk, sk });

function raisedTombstone(row: Item, by: number): Update {
  const { lastRevision } = parseTombstone(row);
  const when = [{ path: 'lastRevision', equals: lastRevision }];
  return { update: keyOf(row), add: { lastRevision: by }, when };
}

/** Undefined for a service whose group's changes propagate, or that took a change after its group was raised. */
function raisedService(row: Item, before: ReadonlyMap<GroupId, number>, by: number): Update | undefined {
  const { groupId, revisions, ownChangeRevision } = parseService(row);
  const highest = before.get(groupId);
  if (highest === undefined || roles.some((role) => revisions[role] > highest)) return undefined;
  return {
    update: keyOf(row),
    set: {
      ...Object.fromEntries(roles.map((role) => [`revisions.${role}`, revisions[role] + by])),
      ...(ownChangeRevision !== undefined && { ownChangeRevision: ownChangeRevision + by }),
    },
    when: [
      { path: 'groupId', equals: groupId },
      ...roles.map((role) => ({ path: `revisions.${role}`, equals: revisions[role] })),
    ],
  };
}

/** Every row with this sort key. */
async function forEach(table: WholeTable, sk: string, action: (row: Item) => Promise<void>): Promise<void> {
  let after: Parameters<WholeTable['scan']>[0]['after'];
  do {
    const { keys, next } = await table.scan({ sk, after, limit: pageSize });
    await mapConcurrently(await table.getMany(keys), width, action);
    after = next;
  } while (after !== undefined);
}
