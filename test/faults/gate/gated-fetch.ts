import type { InvocationContext } from './invocation.ts';
import { connectionReset } from './gated-clients.ts';

/** An HTTP call behind the gate. The request's content is its address, headers and body. */
export async function gatedFetch(
  context: InvocationContext,
  address: string | URL | Request,
  { method = 'GET', headers, body }: RequestInit = {},
): Promise<Response> {
  if (address instanceof Request) throw new Error('The gate takes addresses, not requests.');
  const { pathname } = new URL(address);
  const answer = await context.call({
    service: 'member system',
    target: `HTTP.${method}`,
    contentType: 'application/json',
    body: JSON.stringify({
      path: pathname,
      headers: Object.fromEntries(new Headers(headers)),
      body: typeof body === 'string' ? body : '',
    }),
  });
  const content = answer.isCutOff ? brokenOff() : answer.body === '' ? null : answer.body;
  // A response without a body cannot break off.
  const status = answer.isCutOff ? 200 : answer.status;
  return new Response(content, { status, headers: { ...answer.headers } });
}

/** A body whose connection breaks before its end. */
const brokenOff = (): ReadableStream =>
  new ReadableStream({ pull: (controller) => controller.error(connectionReset()) });
