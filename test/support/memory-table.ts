import { isDeepStrictEqual } from 'node:util';
import { dueIndexKeys, listIndexKeys } from '../../shared/store/index-keys.ts';
import { copyOf, withoutUndefined } from './copy-of.ts';
import { MemoryIndex } from './memory-index.ts';
import {
  ConditionFailed,
  type Condition,
  type Item,
  type Key,
  type Scan,
  type ScannableTable,
  type ScanPage,
  type OldAttributes,
  type Write,
  type Table,
  type Update,
  type UpdateOptions,
} from '../../shared/store/table.ts';

/** A table in memory that keeps the promises of the port: the contract suite runs against it and the real one. */
export class MemoryTable implements Table, ScannableTable {
  readonly #partitions = new Map<string, Map<string, Item>>();
  readonly #due = new MemoryIndex(dueIndexKeys);
  readonly #listed = new MemoryIndex(listIndexKeys);
  /** The sort keys of partitions in their order, until one is added or deleted: a group may have a million members. */
  readonly #ordered = new Map<string, string[]>();

  /** A table that begins with the items of another one. Nothing changes an item in place, so both may hold the same. */
  static of(items: readonly Item[]): MemoryTable {
    const table = new MemoryTable();
    for (const item of items) table.#set(item);
    return table;
  }

  /** Every item, ordered by its key, for assertions on the end state. */
  items(): Item[] {
    const partitions = [...this.#partitions].toSorted(([a], [b]) => compare(a, b));
    return partitions.flatMap(([, partition]) => sorted(partition));
  }

  get(key: Key): Promise<Item | undefined> {
    return Promise.resolve(copyOf(this.#find(key)));
  }

  async getMany(keys: readonly Key[]): Promise<Item[]> {
    const distinct = new Set(keys.map(idOf));
    if (distinct.size !== keys.length) throw new Error('A batch of keys names one twice.');
    const items = await Promise.all(keys.map((key) => this.get(key)));
    return items.filter((item) => item !== undefined);
  }

  query({ pk, prefix, from, to, after, limit, descending = false }: Parameters<Table['query']>[0]) {
    const partition = this.#partitions.get(pk) ?? new Map<string, Item>();
    const keys = this.#keysOf(pk, partition);
    const isWanted = (sk: string): boolean =>
      (prefix === undefined || sk.startsWith(prefix)) &&
      (from === undefined || sk >= from) &&
      (to === undefined || sk <= to);
    const wanted: string[] = [];
    const step = descending ? -1 : 1;
    const start =
      after === undefined ? (descending ? keys.length - 1 : 0) : placeAfter(keys, after, descending);
    for (let index = start; wanted.length <= limit; index += step) {
      const sk = keys[index];
      if (sk === undefined) break;
      if (isWanted(sk)) wanted.push(sk);
    }
    const items = wanted.slice(0, limit).flatMap((sk) => partition.get(sk) ?? []);
    return Promise.resolve({ items: copyOf(items), more: wanted.length > limit });
  }

  scan({ sk, after, limit }: Scan): Promise<ScanPage> {
    const all = this.items().filter((item) => after === undefined || idOf(item) > idOf(after));
    const page = all.slice(0, limit);
    const keys = page.filter((item) => item.sk === sk).map(({ pk, sk: sort }) => ({ pk, sk: sort }));
    const last = all.length > limit ? page.at(-1) : undefined;
    return Promise.resolve({ keys, next: last && { pk: last.pk, sk: last.sk } });
  }

  queryDue(
    ...[partition, until, limit, after]: Parameters<Table['queryDue']>
  ): ReturnType<Table['queryDue']> {
    const due = this.#due
      .entries(partition)
      .map(({ pk, sk, place: dueAt }) => ({ pk, sk, duePartition: partition, dueAt }))
      .filter((entry) => entry.dueAt <= until)
      .filter((entry) => after === undefined || place(entry) > place(after));
    const page = due.slice(0, limit);
    return Promise.resolve({ keys: page, ...(due.length > limit && { next: page.at(-1) }) });
  }

  queryListed({ listPartition, from, to, limit, descending = false }: Parameters<Table['queryListed']>[0]) {
    const wanted = this.#listed
      .entries(listPartition)
      .filter((entry) => entry.place >= from && entry.place <= to);
    if (descending) wanted.reverse();
    const keys = wanted
      .slice(0, limit)
      .map(({ pk, sk, place: listKey }) => ({ pk, sk, listPartition, listKey }));
    return Promise.resolve({ keys, more: wanted.length > limit });
  }

  async update(operation: Update, { returnsOld = false }: UpdateOptions = {}): Promise<OldAttributes> {
    const before = this.#find(operation.update);
    await this.transact([operation]);
    return returnsOld && before !== undefined ? writtenOver(before, operation) : {};
  }

  put(operation: Parameters<Table['put']>[0]): Promise<void> {
    return this.transact([operation]);
  }

  delete(operation: Parameters<Table['delete']>[0]): Promise<void> {
    return this.transact([operation]);
  }

  transact(operations: readonly Write[]): Promise<void> {
    const keys = operations.map((operation) => idOf(keyOf(operation)));
    if (operations.length > 100)
      return Promise.reject(new Error('A transaction takes 100 operations at the most.'));
    if (new Set(keys).size !== keys.length)
      return Promise.reject(new Error('A transaction names one item twice.'));
    const failures = operations.flatMap((operation, index) => {
      const item = this.#find(keyOf(operation));
      const holds = (operation.when ?? []).every((condition) => meets(item, condition));
      return holds ? [] : [{ index, item: copyOf(item) }];
    });
    if (failures.length > 0) return Promise.reject(new ConditionFailed(failures));
    for (const operation of operations) this.#apply(operation);
    return Promise.resolve();
  }

  #keysOf(pk: string, partition: ReadonlyMap<string, Item>): readonly string[] {
    const known = this.#ordered.get(pk);
    if (known !== undefined) return known;
    const keys = [...partition.keys()].toSorted(compare);
    this.#ordered.set(pk, keys);
    return keys;
  }

  #find({ pk, sk }: Key): Item | undefined {
    return this.#partitions.get(pk)?.get(sk);
  }

  #apply(operation: Write): void {
    if ('put' in operation) this.#set(withoutUndefined(operation.put));
    else if ('delete' in operation) this.#delete(operation.delete);
    else if ('update' in operation) {
      this.#set(updated(this.#find(operation.update) ?? { ...operation.update }, operation));
    }
  }

  #set(item: Item): void {
    const partition = this.#partitions.get(item.pk) ?? new Map<string, Item>();
    if (!partition.has(item.sk)) this.#ordered.delete(item.pk);
    this.#partitions.set(item.pk, partition.set(item.sk, item));
    this.#due.set(item);
    this.#listed.set(item);
  }

  #delete(key: Key): void {
    this.#partitions.get(key.pk)?.delete(key.sk);
    this.#ordered.delete(key.pk);
    this.#due.delete(key);
    this.#listed.delete(key);
  }
}

/** The index of the first key after this one, in either direction. */
function placeAfter(keys: readonly string[], after: string, descending: boolean): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const key = keys[middle] ?? '';
    if (descending ? key < after : key <= after) low = middle + 1;
    else high = middle;
  }
  return descending ? low - 1 : low;
}

const sorted = (partition: ReadonlyMap<string, Item>): Item[] =>
  [...partition.values()].toSorted((a, b) => compare(a.sk, b.sk));
const place = (entry: { dueAt: string; pk: string }): string => `${entry.dueAt} ${entry.pk}`;
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const idOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

function keyOf(operation: Write): Key {
  if ('put' in operation) return operation.put;
  if ('update' in operation) return operation.update;
  return 'delete' in operation ? operation.delete : operation.check;
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function valueAt(item: Item | undefined, path: string): unknown {
  return path.split('.').reduce<unknown>((value, segment) => objectOf(value)[segment], item);
}

function meets(item: Item | undefined, condition: Condition): boolean {
  const value = valueAt(item, condition.path);
  if ('is' in condition) return (value !== undefined) === (condition.is === 'present');
  if ('equals' in condition) return isDeepStrictEqual(value, condition.equals);
  if ('absentOrBelow' in condition)
    return value === undefined || (typeof value === 'number' && value < condition.absentOrBelow);
  if ('below' in condition) return typeof value === 'number' && value < condition.below;
  if ('atLeast' in condition) return typeof value === 'number' && value >= condition.atLeast;
  return typeof value === 'string' && condition.oneOf.includes(value);
}

function updated(item: Item, { set = {}, add = {}, remove = [] }: Update): Item {
  let next = item;
  for (const [path, value] of Object.entries(set)) next = withValue(next, path, copyOf(value));
  for (const [path, amount] of Object.entries(add)) {
    const before = valueAt(next, path);
    next = withValue(next, path, (typeof before === 'number' ? before : 0) + amount);
  }
  for (const path of remove) next = withValue(next, path, undefined);
  return withoutUndefined(next);
}

/** The old values of the attributes that the update writes, without missing ones. */
function writtenOver(before: Item, { set = {}, add = {}, remove = [] }: Update): OldAttributes {
  const paths = [...Object.keys(set), ...Object.keys(add), ...remove];
  const old: Record<string, unknown> = {};
  for (const path of paths) {
    const value = valueAt(before, path);
    const [parent = '', child] = path.split('.');
    if (value !== undefined) {
      old[parent] = child === undefined ? value : { ...objectOf(old[parent]), [child]: value };
    }
  }
  return copyOf(old);
}

/** The item with another value at the path. As in the real table, the parent must exist. */
function withValue(item: Item, path: string, value: unknown): Item {
  const segments = path.split('.');
  const parent = segments.slice(0, -1).join('.');
  if (parent !== '' && valueAt(item, parent) === undefined)
    throw new Error(`There is no ${parent} to write in.`);
  const put = (target: unknown, [segment = '', ...rest]: string[]): Record<string, unknown> => ({
    ...objectOf(target),
    [segment]: rest.length === 0 ? value : put(objectOf(target)[segment], rest),
  });
  return { ...put(item, segments), pk: item.pk, sk: item.sk };
}
