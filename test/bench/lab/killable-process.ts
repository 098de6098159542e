import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Figures } from '../../../infra/local/lib/meter.ts';

const script = fileURLToPath(new URL('killable-stack.ts', import.meta.url));

const Counts = z.record(z.string(), z.number());
const ChildLine = z.object({
  url: z.string().optional(),
  figures: z
    .object({
      databaseRequests: Counts,
      readUnits: Counts,
      writeUnits: Counts,
      queueRequests: Counts,
      preventedWrites: Counts,
      repeatedCalls: z.number(),
      emptyReceives: z.number(),
      queueBodyBytes: z.number(),
      invocations: Counts,
      processorMilliseconds: Counts,
    })
    .optional(),
});

export interface KillableOptions {
  readonly assembly: string;
  readonly databaseEndpoint: string;
  readonly queueEndpoint: string;
  /** The process ends after this many write units of these functions; 0 lets it live. */
  readonly writers: RegExp;
  readonly killAtUnits: number;
}

/** A stack in a process of its own. */
export class KillableProcess {
  readonly url: string;
  /** The figures that it printed before it killed itself. */
  readonly killed: Promise<Figures>;
  readonly #ask: () => Promise<Figures>;
  readonly stop: () => Promise<void>;

  private constructor(
    url: string,
    killed: Promise<Figures>,
    ask: () => Promise<Figures>,
    stop: () => Promise<void>,
  ) {
    this.url = url;
    this.killed = killed;
    this.#ask = ask;
    this.stop = stop;
  }

  static async start(options: KillableOptions): Promise<KillableProcess> {
    const { assembly, databaseEndpoint, queueEndpoint, writers, killAtUnits } = options;
    const child = spawn(process.execPath, [script, assembly, writers.source, String(killAtUnits)], {
      env: { ...process.env, DYNAMODB_ENDPOINT: databaseEndpoint, SQS_ENDPOINT: queueEndpoint },
      // Its standard input ends with this process, and it with that.
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const lines = createInterface({ input: child.stdout });
    const ended = exited.then(([code]): never => {
      throw new Error(`The stack's process ended with ${code} without output.`);
    });
    // Only a caller that waits for a line needs to know of its end.
    ended.catch(() => {});
    const next = async () => {
      const [line] = await Promise.race([once(lines, 'line'), ended]);
      return ChildLine.parse(JSON.parse(String(line)));
    };
    const { url } = await next();
    if (url === undefined) throw new Error('The stack printed no address.');
    const figures = async (): Promise<Figures> => {
      const reply = await next();
      if (reply.figures === undefined) throw new Error('The stack printed no figures.');
      return reply.figures;
    };
    const killed = killAtUnits === 0 ? new Promise<Figures>(() => {}) : figures();
    const ask = (): Promise<Figures> => {
      const answer = figures();
      child.stdin.write('\n');
      return answer;
    };
    return new KillableProcess(url, killed, ask, async () => {
      child.stdin.end();
      await exited;
    });
  }

  /** The figures so far. */
  figures(): Promise<Figures> {
    return this.#ask();
  }
}
