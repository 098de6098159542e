import { partitionThroughput, tableQuota, type Throughput } from '../aws/aws-model.ts';

type Direction = keyof Throughput;

/** The most units in one second, and the second. */
class Peak {
  most = 0;
  #second = -1;
  #units = 0;

  add(now: number, units: number): void {
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) [this.#second, this.#units] = [second, 0];
    this.#units += units;
    this.most = Math.max(this.most, this.#units);
  }
}

/** The rows of members: each key gets a write or two, so that none of them is ever hot. */
const isSpread = (pk: string): boolean => pk.startsWith('SERVICE#');

/** What a table's partitions let through. Keys are spread over them by a hash, as in DynamoDB. */
export class PartitionedThroughput {
  readonly #partitions: number;
  readonly #tokens: Record<Direction, { left: number; at: number }[]>;
  readonly #peaks = new Map<string, Peak>();
  readonly writes = new Peak();
  readonly reads = new Peak();
  throttled = 0;
  units = { write: 0, read: 0 };

  constructor({ write, read }: Throughput, now: number) {
    const wanted = Math.max(
      Math.min(write, tableQuota.write) / partitionThroughput.write,
      Math.min(read, tableQuota.read) / partitionThroughput.read,
    );
    this.#partitions = Math.ceil(wanted);
    const full = (direction: Direction) =>
      Array.from({ length: this.#partitions }, () => ({ left: partitionThroughput[direction], at: now }));
    this.#tokens = { write: full('write'), read: full('read') };
  }

  /** Takes units of a key's partition. False if the partition has none left: the request is throttled. */
  take(direction: Direction, pk: string, units: number, now: number): boolean {
    const tokens = this.#tokens[direction][hashOf(pk) % this.#partitions];
    if (tokens === undefined) throw new Error('A key has no partition.');
    const rate = partitionThroughput[direction];
    tokens.left = Math.min(rate, tokens.left + ((now - tokens.at) * rate) / 1_000);
    tokens.at = now;
    if (tokens.left < Math.min(units, 1)) {
      this.throttled += 1;
      return false;
    }
    tokens.left -= units;
    this.units[direction] += units;
    this[direction === 'write' ? 'writes' : 'reads'].add(now, units);
    if (!isSpread(pk)) this.#peakOf(direction, pk).add(now, units);
    return true;
  }

  /** The key with the most units in a second, as a share of what a partition takes. */
  hottest(): { readonly key: string; readonly share: number } {
    let hottest = { key: '', share: 0 };
    for (const [name, { most }] of this.#peaks) {
      const share = most / partitionThroughput[name.startsWith('write ') ? 'write' : 'read'];
      if (share > hottest.share) hottest = { key: name, share };
    }
    return hottest;
  }

  #peakOf(direction: Direction, pk: string): Peak {
    const name = `${direction} ${pk}`;
    const known = this.#peaks.get(name);
    if (known !== undefined) return known;
    const peak = new Peak();
    this.#peaks.set(name, peak);
    return peak;
  }
}

/** FNV-1a, mixed, so that numbers that follow each other lie apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
