import { open, readFile, rename, truncate, type FileHandle } from 'node:fs/promises';
import { readResultLine, resultHeader, resultLine, type RowResult } from '../files/row-result.ts';

/**
 * The results of the rows of a file, each on disk before the next step, in the order in which they came. What an
 * earlier run left is known by the content of its rows.
 */
export class ResultJournal {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #results: Map<string, RowResult>;
  #written: Promise<void> = Promise.resolve();

  private constructor(path: string, file: FileHandle, results: Map<string, RowResult>) {
    this.#path = path;
    this.#file = file;
    this.#results = results;
  }

  /** Opens the journal, and cuts off a line that a killed run has left without its end. */
  static async open(path: string): Promise<ResultJournal> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const complete = text.slice(0, text.lastIndexOf('\n') + 1);
    const results = new Map(
      complete.split('\n').flatMap((line) => {
        const result = readResultLine(line);
        return result === undefined ? [] : [[result.key, result]];
      }),
    );
    if (complete !== text) await truncate(path, Buffer.byteLength(complete));
    const journal = new ResultJournal(path, await open(path, 'a'), results);
    if (complete === '') await journal.#write(resultHeader);
    return journal;
  }

  /** The last result of a row with this content. */
  find(key: string): RowResult | undefined {
    return this.#results.get(key);
  }

  /** Resolves when the result would survive a loss of power. */
  add(result: RowResult): Promise<void> {
    this.#results.set(result.key, result);
    return this.#write(resultLine(result));
  }

  /** Replaces the journal by these results alone. */
  async finish(results: readonly RowResult[]): Promise<void> {
    await this.close();
    const next = `${this.#path}.next`;
    const file = await open(next, 'w');
    await file.writeFile(resultHeader + results.map((result) => resultLine(result)).join(''));
    await file.sync();
    await file.close();
    await rename(next, this.#path);
  }

  async close(): Promise<void> {
    await this.#written;
    await this.#file.close();
  }

  #write(text: string): Promise<void> {
    const writing = this.#written.then(async () => {
      await this.#file.appendFile(text);
      await this.#file.datasync();
    });
    this.#written = writing.catch(() => {});
    return writing;
  }
}
