import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

/** A part of the runs of a command: every `of`-th seed, from the one at `index`. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

export const parseShare = (text: string): Share => {
  const [index = 0, of = 1] = text.split('/').map(Number);
  return { index, of };
};

export const runsOf = ({ index, of }: Share, runs: number): number =>
  Math.floor((runs - index + of - 1) / of);

/** Runs the command in one process per share; the first failure ends the others. Returns the exit code. */
export async function runShares(script: string, words: readonly string[], of: number): Promise<number> {
  const ended = new AbortController();
  let runs = 0;
  const one = async (index: number): Promise<number> => {
    const child = spawn(process.execPath, [script, ...words, '--share', `${index}/${of}`], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      signal: ended.signal,
    });
    createInterface(child.stdout ?? Readable.from([])).on('line', (line) => {
      const done = /^([0-9]+) runs, 0 violations$/.exec(line);
      if (done === null) console.log(line);
      else runs += Number(done[1]);
    });
    // A process that was ended because another failed has failed too.
    const [code] = await once(child, 'close').catch(() => [1]);
    if (code !== 0) ended.abort();
    return code === 0 ? 0 : 1;
  };
  const codes = await Promise.all(Array.from({ length: of }, (_, index) => one(index)));
  if (codes.some((code) => code !== 0)) return 1;
  console.log(`${runs} runs, 0 violations`);
  return 0;
}
