import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { noteDenied } from './denied-access.ts';

const script = fileURLToPath(new URL('stack-child.ts', import.meta.url));

export const StackChildOptions = z.object({
  assembly: z.string(),
  dataDirectory: z.string().optional(),
  issuerFolder: z.string().optional(),
  tickSeconds: z.number().optional(),
  /** The offset of the functions' clock, in milliseconds. */
  clockAhead: z.number().default(0),
});

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** A stack in a process of its own, which ends with the process that started it. */
export class KillableStack {
  readonly url: string;
  /** What it has logged so far. */
  readonly lines: readonly string[];
  readonly #child: Child;
  readonly #gone: Promise<unknown>;

  private constructor(url: string, lines: readonly string[], child: Child) {
    this.url = url;
    this.lines = lines;
    this.#child = child;
    this.#gone = once(child, 'exit');
  }

  /** @throws Error when it ends before it answers */
  static async start(options: z.input<typeof StackChildOptions>): Promise<KillableStack> {
    const child = spawn(process.execPath, [script, JSON.stringify(options)], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      noteDenied(line);
    });
    const first = once(createInterface({ input: child.stdout }), 'line');
    const ended = once(child, 'exit').then(() => undefined);
    const line = await Promise.race([first, ended]);
    if (line === undefined) throw new Error(`The stack does not start: ${lines.join('\n')}`);
    return new KillableStack(String(line[0]), lines, child);
  }

  /** `kill -9`: no running work finishes. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
  }

  /** Kills it during its work, after that many further `UpdateItem` requests. */
  async killAfter(updates: number): Promise<void> {
    this.#child.stdin.write(`${updates}\n`);
    await this.#gone;
  }
}
