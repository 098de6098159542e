import { randomUUID } from 'node:crypto';
import { Pauses } from '../lib/pauses.ts';
import type { Functions } from './functions.ts';
import { defaultInvokeConfig, type InvokeConfigDescription } from './invoke-config-description.ts';
import type { Outcome } from './outcome.ts';

/** Lambda waits for a minute before the first retry, and for two before the second. */
const pauseSeconds = 60;

export interface AsyncInvocationsOptions {
  readonly functions: Functions;
  readonly configs: readonly InvokeConfigDescription[];
  /** Sends a message to a queue. */
  readonly send: (queueArn: string, body: string) => Promise<void>;
  /** Replaces every pause before a retry. */
  readonly retrySeconds: number | undefined;
  readonly log: (line: string) => void;
}

type Failure = Extract<Outcome, { ok: false }>;

/** Asynchronous invocations: Lambda takes an event at once, and repeats an invocation that fails. */
export class AsyncInvocations {
  readonly #options: AsyncInvocationsOptions;
  readonly #pauses = new Pauses();

  constructor(options: AsyncInvocationsOptions) {
    this.#options = options;
  }

  /** Begins an invocation. Returns at once. */
  begin(functionArn: string, event: unknown): void {
    const work = this.#run(functionArn, event);
    work.catch((error: unknown) => this.#options.log(`lambda: ${functionArn}: ${String(error)}`));
  }

  /** Ends the waits for retries. Their events are lost. */
  stop(): void {
    this.#pauses.stop();
  }

  async #run(functionArn: string, event: unknown): Promise<void> {
    const { functions, retrySeconds } = this.#options;
    const { name } = functions.describe(functionArn);
    const config = this.#configOf(name, functionArn);
    const pool = functions.pool(functionArn);
    const end = Date.now() + config.maximumAgeSeconds * 1000;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await pool.invoke(event);
      if (outcome.ok) return;
      if (attempt > config.retries) {
        await this.#giveUp(functionArn, event, 'RetriesExhausted', attempt, outcome);
        return;
      }
      const pause = (retrySeconds ?? attempt * pauseSeconds) * 1000;
      if (Date.now() + pause > end) {
        await this.#giveUp(functionArn, event, 'EventAgeExceeded', attempt, outcome);
        return;
      }
      if (!(await this.#pauses.wait(pause))) return;
    }
  }

  #configOf(name: string, functionArn: string): Omit<InvokeConfigDescription, 'functionName'> {
    const found = this.#options.configs.find(
      ({ functionName }) => functionName === name || functionName === functionArn,
    );
    return found ?? defaultInvokeConfig;
  }

  async #giveUp(
    functionArn: string,
    event: unknown,
    condition: string,
    approximateInvokeCount: number,
    { errorType, errorMessage, trace }: Failure,
  ): Promise<void> {
    const { name } = this.#options.functions.describe(functionArn);
    const { onFailure } = this.#configOf(name, functionArn);
    if (onFailure === undefined) {
      this.#options.log(
        `lambda: ${name}: an event is lost: ${condition} after ${approximateInvokeCount} invocations`,
      );
      return;
    }
    const record = {
      version: '1.0',
      timestamp: new Date().toISOString(),
      requestContext: {
        requestId: randomUUID(),
        functionArn: `${functionArn}:$LATEST`,
        condition,
        approximateInvokeCount,
      },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: {
        errorType,
        errorMessage,
        ...(trace === undefined ? {} : { trace: trace.split('\n') }),
      },
    };
    await this.#options.send(onFailure, JSON.stringify(record));
  }
}
