export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Readers parse its attributes. An undefined attribute is not stored. */
export interface Item extends Key {
  readonly [name: string]: unknown;
}

/** A condition on one attribute, named by its dotted path (`revisions.technical`). */
export type Condition =
  | { readonly path: string; readonly is: 'present' | 'absent' }
  | { readonly path: string; readonly equals: string | number | boolean | Readonly<Record<string, unknown>> }
  | { readonly path: string; readonly below: number }
  | { readonly path: string; readonly absentOrBelow: number }
  | { readonly path: string; readonly atLeast: number }
  | { readonly path: string; readonly oneOf: readonly string[] };

export interface Put {
  readonly put: Item;
  readonly when?: readonly Condition[];
}
export interface Update {
  readonly update: Key;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly add?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
  readonly when?: readonly Condition[];
}
export interface Delete {
  readonly delete: Key;
  readonly when?: readonly Condition[];
}
export interface Check {
  readonly check: Key;
  readonly when: readonly Condition[];
}
export type Write = Put | Update | Delete | Check;

/** A range of one partition, ascending by sort key unless `descending`. */
export interface Range {
  readonly pk: string;
  readonly prefix?: string;
  /** Only sort keys from this one to `to`, inclusive. Not together with `prefix`. */
  readonly from?: string;
  readonly to?: string;
  readonly after?: string;
  readonly limit: number;
  /** From the last sort key to the first. `after` then means before. */
  readonly descending?: boolean;
}

export interface Page {
  readonly items: readonly Item[];
  readonly more: boolean;
}

export interface Scan {
  readonly sk: string;
  readonly after?: Key | undefined;
  /** Items of any sort key count. */
  readonly limit: number;
}

export interface ScanPage {
  readonly keys: readonly Key[];
  readonly next?: Key | undefined;
}

/** For work that is done once, never for a request. */
export interface ScannableTable {
  /** The keys of a page, in no order. */
  scan(scan: Scan): Promise<ScanPage>;
}

export interface DueCursor extends Key {
  readonly duePartition: string;
  readonly dueAt: string;
}

export interface DuePage {
  /** Each is also a cursor to continue from. */
  readonly keys: readonly DueCursor[];
  readonly next?: DueCursor | undefined;
}

/** Sort keys of one partition of the index of lists, from `from` to `to`, inclusive. */
export interface ListedRange {
  readonly listPartition: string;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  readonly descending?: boolean;
}

export interface ListedKey extends Key {
  readonly listPartition: string;
  readonly listKey: string;
}

export interface ListedKeys {
  readonly keys: readonly ListedKey[];
  readonly more: boolean;
}

/** Reads are strongly consistent by default. */
export interface ReadOptions {
  readonly eventually?: boolean;
}

export interface UpdateOptions {
  readonly returnsOld?: boolean;
  /** Whether to make one attempt alone, so that an addition is lost rather than made twice. */
  readonly once?: boolean;
}

export type OldAttributes = Readonly<Record<string, unknown>>;

/**
 * Conditions and updates are data, so that a fake can interpret them. Throws `Unavailable` if the table cannot answer.
 */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** In no order, without keys that have no item. Takes any number of keys. */
  getMany(keys: readonly Key[], options?: ReadOptions): Promise<Item[]>;
  query(range: Range): Promise<Page>;
  /** Items of one partition of the due index with a time up to `until`. Index reads are eventually consistent. */
  queryDue(duePartition: string, until: string, limit: number, after?: DueCursor): Promise<DuePage>;
  /** A page of the index of lists. Index reads are eventually consistent. */
  queryListed(range: ListedRange): Promise<ListedKeys>;
  /** Throws `ConditionFailed`. */
  update(operation: Update, options?: UpdateOptions): Promise<OldAttributes>;
  put(operation: Put): Promise<void>;
  /** Succeeds for a missing item too, unless it has a condition. Throws `ConditionFailed`. */
  delete(operation: Delete): Promise<void>;
  /** Writes all or nothing, at most 100 operations. Throws `ConditionFailed`. */
  transact(operations: readonly Write[]): Promise<void>;
}

/** Nothing was written. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
  /** By operation, with the current item, if any. */
  readonly failures: readonly { readonly index: number; readonly item: Item | undefined }[];

  constructor(failures: ConditionFailed['failures'], options?: ErrorOptions) {
    super('A write condition failed.', options);
    this.failures = failures;
  }
}
