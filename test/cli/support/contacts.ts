import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../../../clients/cli/run.ts';
import { operatorNic } from '../../support/operator.ts';
import type { RunningStack } from '../../support/running-stack.ts';

/** What a command left. */
export interface Ran {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>;
  /** The width of a terminal. Default: no terminal. */
  readonly columns?: number;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
}

class Collected extends Writable {
  text = '';
  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

/** Runs the command in this process. */
export async function contacts(
  words: readonly string[],
  { environment = {}, columns, signal, fetch: send = fetch }: Surroundings = {},
): Promise<Ran> {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const exitCode = await run(words, {
    stdout,
    stderr,
    environment,
    columns,
    signal: signal ?? new AbortController().signal,
    isProgressShown: false,
    fetch: send,
    pause: (_milliseconds, interrupted) => pause(50, undefined, { signal: interrupted }),
    now: () => new Date(),
  });
  return { exitCode, output: stdout.text, errors: stderr.text };
}

/** Runs commands for the callers of a running stack. */
export function contactsOf(running: RunningStack) {
  return async (nic: string, line: string, surroundings: Surroundings = {}): Promise<Ran> => {
    const token = await running.token(nic, { operator: nic === operatorNic });
    const environment = {
      CONTACTS_API: running.stack.url,
      CONTACTS_TOKEN: token,
      ...surroundings.environment,
    };
    return contacts(wordsOf(line), { ...surroundings, environment });
  };
}

/** The words of a line, as a shell splits them: blanks, but not between quotes. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** JSON lines, as values. */
export const jsonLines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
