import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { operations } from '../../shared/http/contract/operations.ts';
import type { HttpResult } from '../../shared/http/event.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { expectDocumented } from '../support/openapi-check.ts';
import { nearlyValid } from './mutations.ts';
import { makeFuzzedWorld, type FuzzedWorld } from './fuzzed-world.ts';
import { documented, hasPermittedBody, validRequests, type FuzzedRequest } from './requests.ts';

const { FUZZ_REQUESTS: asked, FUZZ_SEED: given } = process.env;

/** The number of requests of each kind. `FUZZ_REQUESTS` sets it. */
const requests = Number(asked ?? 2_000);
/** The seed: fixed by default, random with `FUZZ_REQUESTS`, or as `FUZZ_SEED` sets it. */
const seed = Number(given ?? (asked === undefined ? 20_260_301 : Date.now() % 1_000_000_000));
/** So many requests meet the same world. */
const perWorld = 100;

const codesOfForm = new Set([
  'malformed-json',
  'invalid-parameter',
  'unsupported-media-type',
  'validation-failed',
]);
/** What a schema cannot say: it depends on the table, or on two parts of the request at once. */
const beyondSchema: readonly RegExp[] = [
  /^putGroup .*There is no such group\. A new one needs/,
  /^retryFailedChanges .*must be later than since/,
  /^list\w+ .*with(?:out)? of=everyone/,
  /^listGroups .*"parameter":"prefix"/,
];
const isBeyondSchema = ({ operation }: FuzzedRequest, { body = '' }: HttpResult): boolean =>
  beyondSchema.some((known) => known.test(`${operation} ${body}`));

const Answer = z.object({ code: z.string().optional(), nextCursor: z.string().nullish() });

/** The answer, which has to be as documented and no 5xx. */
async function answerTo(
  api: ApiInMemory,
  { operation, caller, request }: FuzzedRequest,
): Promise<HttpResult> {
  const answer = await api.call(operation, caller, request);
  const { statusCode: status, headers, body } = answer;
  if (status >= 500)
    throw new Error(`It answered ${status}: ${body} ${JSON.stringify(api.log.lines.at(-1))}`);
  expectDocumented(operations[operation], { status, headers, body: parsed(body) });
  return answer;
}

const parsed = (body: string | undefined): unknown => (body === undefined ? undefined : JSON.parse(body));

/** Sends requests in order, a hundred to each copy of the world. */
async function sendAll(
  { copy }: FuzzedWorld,
  requestsToSend: fc.Arbitrary<FuzzedRequest>,
  send: (api: ApiInMemory, request: FuzzedRequest) => Promise<void>,
): Promise<void> {
  for (let sent = 0; sent < requests; sent += perWorld) {
    const world = await copy();
    const api = new ApiInMemory(world);
    const sample = fc.sample(requestsToSend, { seed: seed + sent, numRuns: perWorld });
    for (const [index, request] of sample.entries()) {
      try {
        await send(api, request);
      } catch (error) {
        throw new Error(`Seed ${seed}, request ${sent + index}: ${JSON.stringify(request)}`, {
          cause: error,
        });
      }
      if (index % 10 === 9) await world.settle();
    }
  }
}

it(`Of ${requests} requests that the document permits, none is refused for its form (seed ${seed})`, async () => {
  const succeeded = new Set<string>();
  const world = await makeFuzzedWorld();
  const send = async (api: ApiInMemory, request: FuzzedRequest): Promise<void> => {
    const answer = await answerTo(api, request);
    const { code, nextCursor } = Answer.safeParse(parsed(answer.body)).data ?? {};
    const isOfForm = code !== undefined && codesOfForm.has(code) && !isBeyondSchema(request, answer);
    if (isOfForm) throw new Error(`It was refused: ${answer.body}`);
    if (answer.statusCode < 300) succeeded.add(request.operation);
    if (typeof nextCursor !== 'string') return;
    const query = { ...request.request.query, cursor: nextCursor };
    const next = await answerTo(api, { ...request, request: { ...request.request, query } });
    expect(next.statusCode).toBe(200);
  };
  await sendAll(world, validRequests(world.known), send);
  // Without a success, too little of an operation was reached.
  const missed = () => [...documented].filter(([id]) => !succeeded.has(id));
  if (missed().length > 0) await sendAll(world, validRequests(world.known, missed()), send);
  expect(missed().map(([id]) => id)).toEqual([]);
});

it(`${requests} requests that are nearly valid are answered as documented (seed ${seed})`, async () => {
  let refused = 0;
  const world = await makeFuzzedWorld();
  await sendAll(world, validRequests(world.known).chain(nearlyValid), async (api, request) => {
    const { statusCode } = await answerTo(api, request);
    if (statusCode >= 400) refused += 1;
    else if (!hasPermittedBody(request)) throw new Error('The document forbids it.');
  });
  expect(refused).toBeGreaterThan(requests / 2);
});
