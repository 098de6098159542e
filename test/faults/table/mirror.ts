import type { Item, Key } from '../../../shared/store/table.ts';
import { fromWire, idOf, type WireItem } from './wire-item.ts';

/** An item between two writes. */
export interface Version {
  /** The number of the write. */
  readonly write: number;
  readonly wire: WireItem | undefined;
  readonly item: Item | undefined;
}

export interface Transition {
  readonly key: Key;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

const absent: Version = { write: 0, wire: undefined, item: undefined };

/** All items with their earlier versions, from the writes that passed the gate. */
export class TableMirror {
  readonly #versions = new Map<string, { readonly key: Key; readonly versions: Version[] }>();
  #writes = 0;

  get writes(): number {
    return this.#writes;
  }

  /** Records the items of one write. */
  take(written: readonly { readonly key: Key; readonly wire: WireItem | undefined }[]): Transition[] {
    this.#writes += 1;
    return written.map(({ key, wire }) => {
      const id = idOf(key);
      const known = this.#versions.get(id) ?? { key, versions: [] };
      this.#versions.set(id, known);
      const before = known.versions.at(-1)?.item;
      const after = wire === undefined ? undefined : fromWire(wire);
      known.versions.push({ write: this.#writes, wire, item: after });
      return { key, before, after };
    });
  }

  get(key: Key): Item | undefined {
    return this.#versions.get(idOf(key))?.versions.at(-1)?.item;
  }

  /** As of that write. */
  at(key: Key, write: number): Version {
    return this.#versions.get(idOf(key))?.versions.findLast((version) => version.write <= write) ?? absent;
  }

  /** Every state of one item, the first first. */
  everAt(key: Key): Item[] {
    return this.#versions.get(idOf(key))?.versions.flatMap(({ item }) => item ?? []) ?? [];
  }

  /** In no particular order. */
  *latest(): Generator<Item> {
    for (const { versions } of this.#versions.values()) {
      const item = versions.at(-1)?.item;
      if (item !== undefined) yield item;
    }
  }

  /** Ordered by key. */
  withPrefix(prefix: string): Item[] {
    const found = [...this.#versions.values()].flatMap(({ key, versions }) =>
      key.pk.startsWith(prefix) ? (versions.at(-1)?.item ?? []) : [],
    );
    return found.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  }

  /** Every item ever, as of that write. */
  allAt(write: number): Version[] {
    return [...this.#versions.values()].map(({ key }) => this.at(key, write));
  }
}
