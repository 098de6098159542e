import { createClient, type Client } from '../../clients/lib/api/client.ts';
import { openOperations } from '../../shared/http/contract/open-operations.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ApiInMemory, type Asking, type ClosedOperation } from './api-in-memory.ts';
import { operationOf } from './openapi-check.ts';
import type { SystemInMemory } from './system-in-memory.ts';

export interface SentRequest {
  readonly operationId: string;
  readonly path: string;
}

export interface ClientInMemoryOptions extends Asking {
  /** Is called before each request reaches the API. What it throws is a lost connection. */
  readonly before?: (request: SentRequest) => Promise<void> | void;
  /** Is called after the API has answered. What it throws is a lost answer. */
  readonly after?: (request: SentRequest) => Promise<void> | void;
}

const isClosed = (operationId: string): operationId is ClosedOperation =>
  Object.hasOwn(operations, operationId) && !Object.hasOwn(openOperations, operationId);

/** The client that console and command line use, over the API's functions in memory. It does not wait. */
export function clientInMemory(
  system: SystemInMemory,
  { before = () => {}, after = () => {}, ...asking }: ClientInMemoryOptions,
): Client {
  const api = new ApiInMemory(system);
  return createClient({
    url: 'http://memory',
    token: () => Promise.resolve('token'),
    pause: () => Promise.resolve(),
    fetch: async (address, init) => {
      if (typeof address !== 'string') throw new TypeError('The address is no text.');
      const { pathname, searchParams } = new URL(address);
      const operation = operationOf(init?.method ?? 'GET', pathname);
      if (operation === undefined || !isClosed(operation.operationId)) throw new Error(`No ${pathname}`);
      const request = { operationId: operation.operationId, path: pathname };
      await before(request);
      const { statusCode, headers, body } = await api.call(operation.operationId, asking, {
        params: paramsOf(operation.path, pathname),
        ...(searchParams.size > 0 && { query: Object.fromEntries(searchParams) }),
        ...(typeof init?.body === 'string' && { text: init.body }),
        headers: Object.fromEntries(new Headers(init?.headers)),
      });
      await after(request);
      return new Response(body ?? null, { status: statusCode, headers });
    },
  });
}

/** The parameters of an address, by the names in its template. */
function paramsOf(template: string, path: string): Record<string, string> {
  const values = path.split('/');
  return Object.fromEntries(
    template
      .split('/')
      .flatMap((part, index) => (part.startsWith('{') ? [[part.slice(1, -1), values[index] ?? '']] : [])),
  );
}
