/** The primary key of an item. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An item: its key and its attributes, to be parsed by who reads them; one that is undefined is not stored. */
export interface Item extends Key {
  readonly [name: string]: unknown;
}

/** A condition on one attribute, named by its dotted path (`revisions.technical`). */
export type Condition =
  | { readonly path: string; readonly is: 'present' | 'absent' }
  | { readonly path: string; readonly equals: string | number | boolean }
  | { readonly path: string; readonly below: number }
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
/** One write of a transaction. */
export type Write = Put | Update | Delete | Check;

/** A range of one partition, ascending by sort key unless `descending`. */
export interface Range {
  readonly pk: string;
  /** Only sort keys that begin with this. */
  readonly prefix?: string;
  /** Only sort keys from this one to `to`, both included; not together with `prefix`. */
  readonly from?: string;
  readonly to?: string;
  /** Only what comes after this sort key. */
  readonly after?: string;
  /** At most this many items. */
  readonly limit: number;
  /** From the last sort key to the first; `after` then means before. */
  readonly descending?: boolean;
}

export interface Page {
  readonly items: readonly Item[];
  /** Whether more of the range follows the last item. */
  readonly more: boolean;
}

/** Where a page of due items ended. */
export interface DueCursor extends Key {
  readonly duePartition: string;
  readonly dueAt: string;
}

export interface DuePage {
  /** Each with the time at which it is due; reading may go on after any of them. */
  readonly keys: readonly DueCursor[];
  readonly next?: DueCursor | undefined;
}

/** Reads see every write that was answered before, unless a call says `eventually`. */
export interface ReadOptions {
  readonly eventually?: boolean;
}

export interface UpdateOptions {
  /** Whether what was written over is of interest. */
  readonly returnsOld?: boolean;
}

/** Attributes as they were before a write: those that it wrote over and no other. */
export type OldAttributes = Readonly<Record<string, unknown>>;

/**
 * The one table, as the stores use it. Conditions and updates are data, so that a fake can interpret them.
 * Every method throws `Unavailable` when the table cannot answer for now.
 */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** In no order; keys without an item are left out. Any number of keys. */
  getMany(keys: readonly Key[], options?: ReadOptions): Promise<Item[]>;
  query(range: Range): Promise<Page>;
  /** Items of one partition of the due index whose time is at or before `until`; an index is read eventually. */
  queryDue(duePartition: string, until: string, limit: number, after?: DueCursor): Promise<DuePage>;
  /** Gives what the attributes that it wrote were before, where asked for. Throws `ConditionFailed`. */
  update(operation: Update, options?: UpdateOptions): Promise<OldAttributes>;
  /** Throws `ConditionFailed`. */
  put(operation: Put): Promise<void>;
  /** An item that is not there is deleted too, unless a condition says otherwise. Throws `ConditionFailed`. */
  delete(operation: Delete): Promise<void>;
  /** All of it or nothing, at most 100 operations. Throws `ConditionFailed`. */
  transact(operations: readonly Write[]): Promise<void>;
}

/** A condition did not hold: nothing was written. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
  /** For each operation whose condition failed: its index and the item as it stands, if there is one. */
  readonly failures: readonly { readonly index: number; readonly item: Item | undefined }[];

  constructor(failures: ConditionFailed['failures'], options?: ErrorOptions) {
    super('A write condition failed.', options);
    this.failures = failures;
  }
}
