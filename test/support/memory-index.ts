import type { Item, Key } from '../../shared/store/table.ts';

interface Entry extends Key {
  /** The value of the index's sort key. */
  readonly place: string;
}

/** A sparse index of a table in memory: the items that have both of its attributes, by partition. */
export class MemoryIndex {
  readonly #attributes: { readonly partition: string; readonly sort: string };
  readonly #partitions = new Map<string, Map<string, Entry>>();
  /** The partition of each entry. */
  readonly #partitionOf = new Map<string, string>();

  constructor(attributes: { readonly partition: string; readonly sort: string }) {
    this.#attributes = attributes;
  }

  /** In the order of the index's sort key. */
  entries(partition: string): Entry[] {
    const entries = [...(this.#partitions.get(partition)?.values() ?? [])];
    return entries.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  }

  set(item: Item): void {
    const id = idOf(item);
    this.#remove(id);
    const { pk, sk, [this.#attributes.partition]: partition, [this.#attributes.sort]: place } = item;
    if (typeof partition !== 'string' || typeof place !== 'string') return;
    const entries = this.#partitions.get(partition) ?? new Map<string, Entry>();
    this.#partitions.set(partition, entries.set(id, { pk, sk, place }));
    this.#partitionOf.set(id, partition);
  }

  delete(key: Key): void {
    this.#remove(idOf(key));
  }

  #remove(id: string): void {
    const partition = this.#partitionOf.get(id);
    if (partition === undefined) return;
    this.#partitions.get(partition)?.delete(id);
    this.#partitionOf.delete(id);
  }
}

const idOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
const orderOf = ({ place, pk }: Entry): string => `${place} ${pk}`;
