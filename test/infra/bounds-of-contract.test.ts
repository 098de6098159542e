import { expect, it } from 'vitest';
import * as z from 'zod';
import { BadRequest } from '../../shared/http/bad-request.ts';
import { Nic } from '../../shared/domain/identifiers.ts';
import { HttpEvent } from '../../shared/http/event.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import {
  problemEntryLimit,
  problemTextLimit,
  ProblemAnswer,
} from '../../shared/http/contract/problem-answer.ts';
import { localDocument } from '../support/local-document.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { LargestAnswer } from '../support/largest-answer.ts';
import { problemOf } from '../../shared/http/problem.ts';

const Node = z.record(z.string(), z.unknown());

const boundsOf = {
  string: ['maxLength', 'pattern', 'enum', 'format', 'const'],
  array: ['maxItems'],
  object: ['maxProperties'],
};

/** The places below `at` of a schema that anything of any length fits. */
function unbounded(node: unknown, at: string): string[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => unbounded(item, `${at}/${index}`));
  const { success, data } = Node.safeParse(node);
  if (!success) return [];
  const types = new Set([data['type']].flat());
  // The choices of a union are looked at one by one.
  const isClosed = data['additionalProperties'] === false || 'oneOf' in data;
  const here = Object.entries(boundsOf)
    .filter(([type, bounds]) => types.has(type) && !bounds.some((bound) => bound in data))
    .filter(([type]) => type !== 'object' || !isClosed)
    .map(([type]) => `${at}: ${type}`);
  const below = Object.entries(data)
    .filter(([name]) => name !== 'example' && name !== 'examples')
    .flatMap(([name, value]) => unbounded(value, `${at}/${name}`));
  return [...here, ...below];
}

it('Every string, array and map of the contract has a bound, in requests and in answers', () => {
  expect(unbounded(localDocument(), '')).toEqual([]);
});

it('The walk finds a string, an array and a map without a bound, also in a union', () => {
  const schema = z.strictObject({
    text: z.string().nullable(),
    list: z.array(z.enum(['a'])),
    map: z.record(z.string().max(3), z.boolean()),
    closed: z.strictObject({ id: z.string().max(3), when: z.iso.datetime() }),
  });
  const found = unbounded(z.toJSONSchema(schema), '').map((place) => place.replace(/^.*: /, ''));
  expect(found.toSorted()).toEqual(['array', 'object', 'string']);
});

it('A problem names a hundred errors at most, and a bounded part of what it says of each', () => {
  const names = Array.from({ length: 2_000 }, (_, index) => `${'x'.repeat(600)}${index}`);
  const body = { contacts: {}, ...Object.fromEntries(names.map((name) => [name, 1])) };
  const event = HttpEvent.parse({
    headers: {},
    pathParameters: { groupId: 'ab12345-ovh-1' },
    requestContext: { requestId: 'request-id' },
  });
  let refused: unknown;
  try {
    parseInput(operations.requestGroupChange, event, body);
  } catch (error) {
    refused = error;
  }
  if (!(refused instanceof BadRequest)) throw new Error('The body was accepted.');
  const problem = problemOf(refused.entries, 'request-id');
  expect(problem.errors).toHaveLength(problemEntryLimit);
  expect(problem.errors[0]?.pointer).toHaveLength(problemTextLimit);
  expect(ProblemAnswer.safeParse(problem).error).toBeUndefined();
});

/** What lists leave out, and `test/integration/bounds-of-answers.test.ts` bounds: the product's own words alone. */
const leftOut = {
  ContactChange: ['warnings'],
  Reassignment: ['groupIds', 'preview'],
  PreviewedOutcome: ['errors'],
};

const Content = z.record(z.string(), z.object({ schema: z.unknown() }));
const Response = z.object({ content: Content.optional(), $ref: z.string().optional() });
const Responses = z.record(z.string(), Response);
const Paths = z.record(z.string(), z.record(z.string(), z.object({ responses: Responses })));

it('The largest answer that the contract allows stays below 1 MB, of every operation and status', () => {
  const document = localDocument();
  const largest = new LargestAnswer(document, leftOut);
  const { paths, components } = z
    .object({ paths: Paths, components: z.object({ responses: Responses }) })
    .parse(document);
  const contentOf = ({ $ref = '', content }: z.infer<typeof Response>) =>
    content ?? components.responses[$ref.split('/').at(-1) ?? '']?.content ?? {};
  const answers = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.entries(responses).flatMap(([status, response]) =>
        Object.values(contentOf(response))
          .filter(() => path !== '/openapi.json' && path !== '/events.json')
          .map(({ schema }) => ({ of: `${method} ${path} ${status}`, bytes: largest.bytes(schema) })),
      ),
    ),
  );
  expect(answers.length).toBeGreaterThan(100);
  expect(answers.filter(({ bytes }) => bytes >= 1_000_000)).toEqual([]);
});

it('The computation of the largest answer is not less than an answer', () => {
  const Item = z.strictObject({
    nic: Nic,
    at: z.iso.datetime(),
    text: z.string().max(3),
    kind: z.enum(['a', 'bc']),
  });
  const schema = z.strictObject({
    items: z.array(Item).max(2),
    next: z.string().max(2).nullable(),
    n: z.int(),
  });
  const item = {
    nic: 'ab0123456789-abcdefghij',
    at: '2026-01-31T12:00:00.000Z',
    text: '\u0001'.repeat(3),
    kind: 'bc',
  };
  const value = { items: [item, item], next: '\u0002\u0002', n: Number.MIN_SAFE_INTEGER };
  expect(schema.safeParse(value).success).toBe(true);
  const json = z.toJSONSchema(schema);
  const computed = new LargestAnswer({ components: { schemas: json.$defs } }, {}).bytes(json);
  const actual = JSON.stringify(value).length;
  expect(computed).toBeGreaterThanOrEqual(actual);
  expect(computed).toBeLessThan(1.1 * actual);
});
