import type * as z from 'zod';
import type { Operation } from '../../../shared/http/contract/operation.ts';
import { parse, readAnswer } from './answer.ts';
import type { AnswerOf, AnyCall, ArgumentsOf, DryRunOperation, ItemOf, ListOperation } from './call.ts';
import { ProblemError, UnreachableError } from './errors.ts';
import {
  attemptLimit,
  longestRetryAfterSeconds,
  pause,
  pauseAfter,
  secondsOf,
  type Pause,
} from './retries.ts';
import { headersOf, pathOf } from './request.ts';

export interface ClientOptions {
  /** Where the API answers, without a slash at its end. */
  readonly url: string;
  /** The bearer token of a call. It is asked for at every attempt. */
  readonly token: () => Promise<string>;
  readonly fetch?: typeof fetch;
  readonly pause?: Pause;
}

/** A client of the API for one caller. Every call is typed by the operation's schemas. */
export interface Client {
  /**
   * Calls an operation. 429, 503 and a lost connection are retried where a repeated call changes nothing more.
   * @throws ProblemError if the API refuses, UnreachableError if it does not answer
   */
  call<Op extends Operation>(operation: Op, ...call: ArgumentsOf<Op>): Promise<AnswerOf<Op>>;
  /** Calls an operation with `dryRun=true`: what it would answer, with nothing written. */
  dryRun<Op extends DryRunOperation>(
    operation: Op,
    ...call: ArgumentsOf<Op>
  ): Promise<z.output<Op['dryRunAnswer']>>;
  /** Every item of a list, a page at a time. `limit` of the query is the size of a page. */
  list<Op extends ListOperation>(operation: Op, ...call: ArgumentsOf<Op>): AsyncGenerator<ItemOf<Op>>;
}

/** An answer takes 30 seconds at most: API Gateway gives up then. */
const timeoutMilliseconds = 35_000;

/** Makes a client. It runs in browsers and in Node. */
export function createClient({
  url,
  token,
  fetch: send = fetch,
  pause: wait = pause,
}: ClientOptions): Client {
  async function attempt(operation: Operation, call: AnyCall): Promise<string> {
    const headers = headersOf(call, operation.access === 'open' ? undefined : await token());
    const timeout = AbortSignal.timeout(timeoutMilliseconds);
    const path = pathOf(operation, call);
    const { status, ok, retryAfter, text } = await send(url + path, {
      method: operation.method,
      headers,
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: call.signal === undefined ? timeout : AbortSignal.any([call.signal, timeout]),
    })
      .then(async (response) => ({
        status: response.status,
        ok: response.ok,
        retryAfter: secondsOf(response.headers.get('retry-after')),
        text: await response.text(),
      }))
      .catch((error: unknown) => {
        call.signal?.throwIfAborted();
        throw new UnreachableError(url, error);
      });
    if (ok) return text;
    throw new ProblemError(status, parse(text), { request: `${operation.method} ${path}`, retryAfter });
  }

  async function exchange(operation: Operation, call: AnyCall, isRepeatable: boolean): Promise<string> {
    for (let number = 1; ; number++) {
      try {
        return await attempt(operation, call);
      } catch (error) {
        if (number === attemptLimit || !mayPass(error, isRepeatable)) throw error;
        const retryAfter = error instanceof ProblemError ? error.retryAfter : undefined;
        await wait(pauseAfter(number, retryAfter), call.signal);
      }
    }
  }

  async function callOf<Op extends Operation>(
    operation: Op,
    ...[call = {}]: [call?: AnyCall]
  ): Promise<AnswerOf<Op>> {
    const isRepeatable =
      operation.method !== 'POST' || operation.isRepeatable === true || call.idempotencyKey !== undefined;
    return readAnswer<Op['answer']>(operation.answer, await exchange(operation, call, isRepeatable));
  }

  return {
    call: callOf,
    async dryRun<Op extends DryRunOperation>(operation: Op, ...[call = {}]: [call?: AnyCall]) {
      const query = { ...call.query, dryRun: true };
      const text = await exchange(operation, { ...call, query }, true);
      return readAnswer<Op['dryRunAnswer']>(operation.dryRunAnswer, text);
    },
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the type of an item follows from it
    async *list<Op extends ListOperation>(operation: Op, ...[call = {}]: [call?: AnyCall]) {
      let cursor: string | null = null;
      do {
        const query = { limit: 100, ...call.query, ...(cursor !== null && { cursor }) };
        const page: AnswerOf<Op> = await callOf<Op>(operation, { ...call, query });
        yield* page.items;
        cursor = page.nextCursor;
      } while (cursor !== null);
    },
  };
}

/** Whether another attempt may succeed and does no harm. A 429 was never carried out. */
function mayPass(error: unknown, isRepeatable: boolean): boolean {
  if (error instanceof UnreachableError) return isRepeatable;
  if (!(error instanceof ProblemError)) return false;
  if ((error.retryAfter ?? 0) > longestRetryAfterSeconds) return false;
  return error.status === 429 || (error.status === 503 && isRepeatable);
}
