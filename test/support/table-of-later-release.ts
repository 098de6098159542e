import { isDeepStrictEqual } from 'node:util';
import { propagatingAttribute } from '../../shared/store/keys.ts';
import type { Item, Write } from '../../shared/store/table.ts';
import { MemoryTable } from './memory-table.ts';

/** An attribute that a later release stored and this one does not know. */
const unknown = { addedLater: 'kept' };
const [unknownName = ''] = Object.keys(unknown);

/** Objects whose keys are roles or ids; stored answers; recomputed sums and slots. */
const withoutUnknown = new Set([propagatingAttribute, 'answer', 'tally']);
const isRecord = (path: readonly string[], item: Item): boolean =>
  withoutUnknown.has(path.at(-1) ?? '') ||
  /^slot[0-9]+$/.test(path.at(-1) ?? '') ||
  (item.sk === 'CHANGE' && path.join('.') === 'contacts');

/** Rows that are replaced as a whole, so that an unknown attribute need not survive. */
const isReplaced = ({ sk }: Item): boolean =>
  ['ACCOUNT', 'IDEMPOTENCY'].includes(sk) || sk.startsWith('FAILED#');

/** A service leaves a tombstone in its row, and joins over it. */
const leavesOrJoins = (known: Item, { sk, groupId }: Item): boolean =>
  sk === 'SERVICE' && (known['groupId'] === undefined) !== (groupId === undefined);

/**
 * A later release rewrites each row at once, with an unknown attribute in every object. `lost`: rows written without
 * it.
 */
export class TableOfLaterRelease extends MemoryTable {
  readonly lost: string[] = [];

  override async transact(operations: readonly Write[]): Promise<void> {
    const keys = operations.flatMap((operation) =>
      'put' in operation ? [operation.put] : 'update' in operation ? [operation.update] : [],
    );
    const before = await Promise.all(keys.map((key) => this.get(key)));
    await super.transact(operations);
    const after = await Promise.all(keys.map((key) => this.get(key)));
    for (const [index, item] of after.entries()) {
      if (item === undefined) continue;
      const known = before[index];
      if (known !== undefined && !isReplaced(item) && !leavesOrJoins(known, item))
        this.lost.push(...lostIn(known, item, item.sk));
      await super.transact([{ put: touched(item) }]);
    }
  }
}

function touched(item: Item): Item {
  const inside = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((one: unknown) => inside(one, path));
    if (typeof value !== 'object' || value === null || path.at(-1) === 'answer') return value;
    const names = Object.entries(value).map(([name, one]) => [name, inside(one, [...path, name])] as const);
    return { ...Object.fromEntries(names), ...(isRecord(path, item) ? {} : unknown) };
  };
  const attributes = Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, inside(value, [name])] as const),
  );
  return { ...attributes, ...unknown, pk: item.pk, sk: item.sk };
}

/** The paths of objects that were written again and lost the unknown attribute. */
function lostIn(before: unknown, after: unknown, path: string): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after))
    return before.flatMap((one: unknown, index) => lostIn(one, after[index], `${path}.${index}`));
  if (!isObject(before) || !isObject(after)) return [];
  const here = unknownName in before && !(unknownName in after) ? [path] : [];
  const inside = Object.keys(before).flatMap((name) => lostIn(before[name], after[name], `${path}.${name}`));
  return [...here, ...inside];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
