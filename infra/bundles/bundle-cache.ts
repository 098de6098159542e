import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const Record = z.object({
  buildKey: z.string(),
  /** The hash of each file that was read for it, by its path from the root. */
  inputs: z.record(z.string(), z.string()),
  code: z.string(),
  map: z.looseObject({ sources: z.array(z.string()) }),
  bytes: z.int(),
  /** How many bytes of the code are from each input. */
  bytesOf: z.record(z.string(), z.int()),
});

/** A function's bundle; the sources of its map are paths from the root. */
export type Bundle = Omit<z.infer<typeof Record>, 'buildKey' | 'inputs'>;

export interface BundleCacheOptions {
  /** Where the cache is. */
  readonly folder: string;
  /** What the paths of the inputs start from. */
  readonly root: string;
  /** Stands for the options and versions of the build: a bundle that was made with others is not found. */
  readonly buildKey: string;
}

/**
 * The last bundle of every entry point, found for as long as all its inputs are the same. A record is replaced in
 * one step, so two builds at once see each other's whole records or none.
 */
export class BundleCache {
  readonly #options: BundleCacheOptions;
  readonly #hashes = new Map<string, string | undefined>();

  constructor(options: BundleCacheOptions) {
    this.#options = options;
  }

  get folder(): string {
    return this.#options.folder;
  }

  /** The bundle of an entry point, unless there is none or an input has changed since. */
  find(name: string): Bundle | undefined {
    const record = this.#read(name);
    if (record === undefined) return undefined;
    const { buildKey, inputs, ...bundle } = record;
    const isCurrent =
      buildKey === this.#options.buildKey &&
      Object.entries(inputs).every(([path, hash]) => this.#hash(path) === hash);
    return isCurrent ? bundle : undefined;
  }

  /**
   * Keeps a bundle for the next build.
   * @param since when its build began, in milliseconds: an input that was written later may not be what was built
   */
  keep(name: string, bundle: Bundle, inputs: readonly string[], since: number): void {
    const hashes = Object.fromEntries(inputs.map((path) => [path, this.#hashBefore(path, since)]));
    const file = this.#file(name);
    mkdirSync(dirname(file), { recursive: true });
    const temporary = `${file}.${randomUUID()}`;
    const { buildKey } = this.#options;
    writeFileSync(temporary, JSON.stringify({ buildKey, inputs: hashes, ...bundle }));
    renameSync(temporary, file);
  }

  #file(name: string): string {
    return join(this.#options.folder, `${name}.json`);
  }

  #read(name: string): z.infer<typeof Record> | undefined {
    try {
      return Record.parse(JSON.parse(readFileSync(this.#file(name), 'utf8')));
    } catch {
      // None yet, or one that another version wrote: it is built again.
      return undefined;
    }
  }

  #hashBefore(path: string, since: number): string {
    const modified = statSync(join(this.#options.root, path), { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    return (modified <= since ? this.#hash(path) : undefined) ?? 'changed meanwhile';
  }

  #hash(path: string): string | undefined {
    if (!this.#hashes.has(path)) this.#hashes.set(path, hashOfFile(join(this.#options.root, path)));
    return this.#hashes.get(path);
  }
}

function hashOfFile(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return undefined;
  }
}
