import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { FunctionDescription } from './function-description.ts';
import { logStream } from './environment.ts';
import { eachLine } from './lines.ts';
import type { Meter } from '../lib/meter.ts';
import type { Outcome } from './outcome.ts';
import type { SharedClock } from './shared-clock.ts';

/** To load a bundle, unless the function's timeout is longer. A busy machine needs more than AWS allows. */
const loadMilliseconds = 120_000;

/** The processor time of the thread since its start. */
const processor = z.number();
const fromThread = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), processor }),
  z.object({ kind: z.literal('result'), processor, payload: z.string().optional() }),
  z.object({
    kind: z.literal('failure'),
    processor,
    errorType: z.string(),
    errorMessage: z.string(),
    trace: z.string().optional(),
  }),
]);

export interface InstanceOptions {
  readonly description: FunctionDescription;
  readonly environment: Record<string, string>;
  readonly clock: SharedClock;
  readonly meter: Meter;
  readonly log: (line: string) => void;
}

/** A worker thread that runs a function's bundle for one event at a time. */
export class Instance {
  readonly #description: FunctionDescription;
  readonly #worker: Worker;
  readonly #meter: Meter;
  readonly #loaded: Promise<Outcome>;
  #settle: ((outcome: Outcome) => void) | undefined;
  #ended = false;
  #processor = 0;

  constructor({ description, environment, clock, meter, log }: InstanceOptions) {
    this.#description = description;
    this.#meter = meter;
    this.#worker = new Worker(new URL('instance-thread.mjs', import.meta.url), {
      name: description.name,
      env: environment,
      // Shows source positions in stack traces if the bundle names its map.
      execArgv: ['--enable-source-maps'],
      stdout: true,
      stderr: true,
      // V8's default young generation takes 250 MB more for a busy stack. This one costs an eighth more CPU time.
      resourceLimits: { maxOldGenerationSizeMb: description.memoryMegabytes, maxYoungGenerationSizeMb: 16 },
      workerData: {
        bundle: pathToFileURL(description.bundle).href,
        handler: description.handler,
        clockAhead: clock.ahead,
        context: {
          functionName: description.name,
          functionVersion: '$LATEST',
          invokedFunctionArn: description.arn,
          memoryLimitInMB: String(description.memoryMegabytes),
          logGroupName: description.logGroup,
          logStreamName: logStream,
        },
      },
    });
    eachLine(this.#worker.stdout, log);
    eachLine(this.#worker.stderr, log);
    this.#worker.on('message', (message: unknown) => this.#receive(message));
    this.#worker.on('error', (error) => {
      this.#end('Runtime.UnhandledError', String(error), error instanceof Error ? error.stack : undefined);
    });
    this.#worker.on('exit', (code) => this.#end('Runtime.ExitError', `the runtime exited with ${code}`));
    const longestLoad = Math.max(loadMilliseconds, description.timeoutSeconds * 1000);
    this.#loaded = this.#answerWithin(longestLoad, 'the bundle did not load');
  }

  /** Whether the thread has ended and can take no further event. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Runs the function for one event. Terminates the thread if the function exceeds its timeout. */
  async invoke(event: string): Promise<Outcome> {
    const loaded = await this.#loaded;
    if (!loaded.ok) {
      await this.terminate();
      return loaded;
    }
    if (this.#ended)
      return { ok: false, errorType: 'Runtime.Terminated', errorMessage: 'the instance has ended' };
    const milliseconds = this.#description.timeoutSeconds * 1000;
    const answer = this.#answerWithin(
      milliseconds,
      `Task timed out after ${this.#description.timeoutSeconds} seconds`,
    );
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window: it has no origin
    this.#worker.postMessage({ event, requestId: randomUUID(), deadline: Date.now() + milliseconds });
    return answer;
  }

  async terminate(): Promise<void> {
    this.#end('Runtime.Terminated', 'the instance was ended');
    await this.#worker.terminate();
  }

  #answerWithin(milliseconds: number, otherwise: string): Promise<Outcome> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#end('Sandbox.Timedout', otherwise);
        void this.#worker.terminate();
      }, milliseconds);
      this.#settle = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
    });
  }

  #receive(message: unknown): void {
    const answer = fromThread.parse(message);
    this.#meter.processor(this.#description.name, answer.processor - this.#processor);
    this.#processor = answer.processor;
    if (answer.kind === 'failure') this.#settle?.({ ok: false, ...answer });
    else this.#settle?.({ ok: true, payload: answer.kind === 'result' ? answer.payload : undefined });
  }

  #end(errorType: string, errorMessage: string, trace?: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#settle?.({ ok: false, errorType, errorMessage, trace });
  }
}
