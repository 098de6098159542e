import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const nothing = Readable.from([]);
const script = fileURLToPath(new URL('run.ts', import.meta.url));

export interface CommandResult {
  readonly code: unknown;
  readonly output: string;
  readonly errors: string;
}

/** Runs `npm run faults -- …` in a process of its own, to its end. */
export async function runFaults(words: readonly string[]): Promise<CommandResult> {
  const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const [[code], output, errors] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout ?? nothing),
    text(child.stderr ?? nothing),
  ]);
  return { code, output, errors };
}
