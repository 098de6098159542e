import type { Context } from '../command.ts';
import { exitCodes, type ExitCode } from '../errors/exit-code.ts';
import { ProgressBar } from './progress-bar.ts';

/** What is followed: a change or a reassignment, as it is now. */
export interface Followed<Answer> {
  /** The word before the bar. */
  readonly what: string;
  readonly read: () => Promise<Answer>;
  readonly stateOf: (answer: Answer) => string;
  /** What it waits for, in words; undefined while it runs, and once it has ended. */
  readonly waitsFor: (answer: Answer) => string | undefined;
  readonly progressOf: (answer: Answer) => { readonly done: number; readonly all: number };
}

const shortestPauseMilliseconds = 500;
/** While people decide, nothing changes quickly. */
const longestPauseMilliseconds = 5000;

const running = new Set(['propagating', 'running']);
const unfinished = new Set(['awaiting-consent', 'scheduled', ...running]);

/** Reads it again and again until it has ended, and shows how far it is. */
export async function follow<Answer>(
  { what, read, stateOf, waitsFor, progressOf }: Followed<Answer>,
  { output, io }: Pick<Context, 'output' | 'io'>,
): Promise<Answer> {
  const bar = new ProgressBar(what, io);
  let said: string | undefined;
  let milliseconds = shortestPauseMilliseconds;
  try {
    for (;;) {
      const answer = await read();
      const state = stateOf(answer);
      const words = waitsFor(answer);
      if (words !== undefined && words !== said) output.remark(words);
      said = words;
      const { done, all } = progressOf(answer);
      if (running.has(state) || !unfinished.has(state)) bar.update(done, all);
      if (!unfinished.has(state)) return answer;
      milliseconds = running.has(state)
        ? shortestPauseMilliseconds
        : Math.min(longestPauseMilliseconds, milliseconds * 1.5);
      await io.pause(milliseconds, io.signal);
    }
  } finally {
    bar.stop();
  }
}

/** 0 only if all of it completed. */
export const exitCodeOf = (state: string): ExitCode =>
  state === 'completed' ? exitCodes.ok : exitCodes.failed;
