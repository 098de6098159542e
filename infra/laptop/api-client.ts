import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { listOf } from '../../shared/http/contract/values.ts';

class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

const attempts = 5;

/** A client of a running stack's API, for one caller. It retries 429 and 503. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Throws an error with the answer's text if it is not a success. */
  get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
    return this.#send('GET', path, schema);
  }

  /** Sends a body, and parses the answer with the schema. */
  send<Schema extends z.ZodType>(
    method: 'PUT' | 'POST',
    path: string,
    body: unknown,
    schema: Schema,
  ): Promise<z.infer<Schema>> {
    return this.#send(method, path, schema, body);
  }

  /** Deletes. Succeeds if there is nothing to delete. */
  async remove(path: string): Promise<void> {
    await this.#send('DELETE', path, z.undefined());
  }

  /** Reads every item of a list, page by page. */
  async *list<Item extends z.ZodType>(path: string, item: Item): AsyncGenerator<z.infer<Item>> {
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await this.get(`${path}?limit=100${query}`, listOf(item));
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  async #send<Schema extends z.ZodType>(
    method: string,
    path: string,
    schema: Schema,
    body?: unknown,
  ): Promise<z.infer<Schema>> {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(this.#url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.#token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }).catch((error: unknown) => {
        throw new Error(`Could not reach ${this.#url}: ${reasonOf(error)}`, { cause: error });
      });
      const text = await response.text();
      if (response.ok) return schema.parse(text === '' ? undefined : JSON.parse(text));
      const mayPass = response.status === 503 || response.status === 429;
      if (!mayPass || attempt === attempts) {
        throw new UnexpectedAnswer(`${method} ${path} answered ${response.status}: ${text}`);
      }
      await pause(200 * attempt);
    }
  }
}

/** The reason that `fetch` gives for its "fetch failed". */
const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? error.cause instanceof Error
      ? error.cause.message
      : error.message
    : String(error);
