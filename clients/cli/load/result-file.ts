import { createReadStream } from 'node:fs';
import { appendFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { readResultLine, resultHeader, resultLine, type RowResult } from '../files/row-result.ts';

const unfinishedOf = (path: string): string => `${path}.unfinished`;

/**
 * The results of a file's rows, in their order. The file has another name until the last result is in it, by which a
 * run that was killed is known.
 */
export class ResultFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Keeps what an unfinished run left, result by result while `isStillSo` agrees, and cuts off the rest. Resolves to
   * the number of results kept.
   */
  async resume(isStillSo: (result: RowResult) => Promise<boolean>): Promise<number> {
    const unfinished = unfinishedOf(this.path);
    const isThere = await stat(unfinished).then(
      () => true,
      () => false,
    );
    let kept = 0;
    let end = 0;
    if (isThere) {
      for await (const line of linesOf(unfinished)) {
        const result = readResultLine(line.text);
        if (result === undefined ? end > 0 : !(await isStillSo(result))) break;
        kept += result === undefined ? 0 : 1;
        end = line.end;
      }
    }
    if (kept > 0) await truncate(unfinished, end);
    else await writeFile(unfinished, resultHeader);
    return kept;
  }

  append(results: readonly RowResult[]): Promise<void> {
    return appendFile(unfinishedOf(this.path), results.map(resultLine).join(''));
  }

  /** Gives the file its name, in the place of an earlier one. */
  async finish(): Promise<void> {
    await rm(this.path, { force: true });
    await rename(unfinishedOf(this.path), this.path);
  }
}

/** The lines of a file that have their end, each with the byte at which it ends. */
async function* linesOf(path: string): AsyncGenerator<{ readonly text: string; readonly end: number }> {
  let rest = Buffer.alloc(0);
  let start = 0;
  for await (const chunk of createReadStream(path)) {
    if (!(chunk instanceof Uint8Array)) continue;
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf('\n') + 1; end > 0; end = rest.indexOf('\n') + 1) {
      const text = rest.toString('utf8', 0, end);
      rest = rest.subarray(end);
      yield { text, end: (start += end) };
    }
  }
}
