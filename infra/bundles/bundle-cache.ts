import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const Record = z.object({
  buildKey: z.string(),
  /** By path from the root. */
  inputs: z.record(z.string(), z.string()),
  code: z.string(),
  map: z.looseObject({ sources: z.array(z.string()) }),
  bytes: z.int(),
  /** The bytes of the code that come from each input. */
  bytesOf: z.record(z.string(), z.int()),
});

/** A function's bundle. The sources of its map are relative to the root. */
export type Bundle = Omit<z.infer<typeof Record>, 'buildKey' | 'inputs'>;

export interface BundleCacheOptions {
  readonly folder: string;
  readonly root: string;
  /** Identifies the build's options and versions. A bundle built with others is not found. */
  readonly buildKey: string;
}

/** Keeps the last bundle of every entry point, valid while its inputs are unchanged. Concurrent builds may share it. */
export class BundleCache {
  readonly #options: BundleCacheOptions;
  readonly #hashes = new Map<string, string | undefined>();

  constructor(options: BundleCacheOptions) {
    this.#options = options;
  }

  get folder(): string {
    return this.#options.folder;
  }

  /** Undefined if there is none or an input has changed. */
  find(name: string): Bundle | undefined {
    const record = this.#read(name);
    if (record === undefined) return undefined;
    const { buildKey, inputs, ...bundle } = record;
    const isCurrent =
      buildKey === this.#options.buildKey &&
      Object.entries(inputs).every(([path, hash]) => this.#hash(path) === hash);
    return isCurrent ? bundle : undefined;
  }

  /** @param since the start of the build in milliseconds. An input written later may differ from the one built. */
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
      // No record, or another version's: the bundle is built again.
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
