import type { Item, Key } from '../../../shared/store/table.ts';
import { fromWire, idOf, type WireItem } from './wire-item.ts';

/** One item as it stood from one write to the next. */
export interface Version {
  /** Counts the writes of the run. */
  readonly write: number;
  readonly wire: WireItem | undefined;
  readonly item: Item | undefined;
}

/** What one write did to one item. */
export interface Transition {
  readonly key: Key;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

const absent: Version = { write: 0, wire: undefined, item: undefined };

/** All items with all their earlier versions, as the writes that passed the gate left them. */
export class TableMirror {
  readonly #versions = new Map<string, { readonly key: Key; readonly versions: Version[] }>();
  #writes = 0;

  get writes(): number {
    return this.#writes;
  }

  /** Takes what one write left of each item that it named. */
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

  /** The item as it stood after the write of that number. */
  at(key: Key, write: number): Version {
    return this.#versions.get(idOf(key))?.versions.findLast((version) => version.write <= write) ?? absent;
  }

  /** Every item whose partition key begins so, ordered by its key. */
  withPrefix(prefix: string): Item[] {
    const found = [...this.#versions.values()].flatMap(({ key, versions }) =>
      key.pk.startsWith(prefix) ? (versions.at(-1)?.item ?? []) : [],
    );
    return found.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  }

  /** Every item that ever was, as it stood after the write of that number. */
  allAt(write: number): Version[] {
    return [...this.#versions.values()].map(({ key }) => this.at(key, write));
  }
}
