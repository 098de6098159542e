import * as z from 'zod';
import { BadRequest, type BadRequestEntry } from './bad-request.ts';
import { problemTextLimit } from './contract/problem-answer.ts';
import type { Operation } from './contract/operation.ts';
import type { HttpEvent } from './event.ts';

/** The request's parts, parsed with the operation's schemas. */
export interface Parsed<Op extends Operation> {
  readonly params: z.infer<Op['params']>;
  readonly query: z.infer<Op['query']>;
  readonly body: z.infer<Op['body']>;
}

/**
 * @throws BadRequest `invalid-parameter` with the invalid parameters; otherwise `validation-failed` with the
 * properties
 */
export function parseInput<Op extends Operation>(operation: Op, event: HttpEvent, body: unknown): Parsed<Op> {
  const params = z.safeParse<Op['params']>(operation.params, event.pathParameters ?? {}, namingKnown);
  const query = z.safeParse<Op['query']>(operation.query, event.queryStringParameters ?? {}, namingKnown);
  if (!params.success || !query.success) {
    throw badRequest([...issuesOf(params), ...issuesOf(query)].flatMap(parameterEntries));
  }
  const schema = (isPartial(query.data) ? operation.partialBody : undefined) ?? operation.body;
  const parsedBody = z.safeParse<Op['body']>(schema, body, namingKnown);
  if (!parsedBody.success) throw badRequest(issuesOf(parsedBody).flatMap((issue) => bodyEntries(issue)));
  return { params: params.data, query: query.data, body: parsedBody.data };
}

const isPartial = (query: unknown): boolean => Partial.safeParse(query).success;
const Partial = z.looseObject({ partial: z.literal('true') });

function badRequest([first, ...others]: BadRequestEntry[]): BadRequest {
  const unspecified: BadRequestEntry = {
    code: 'validation-failed',
    pointer: '',
    detail: 'The request does not match its schema.',
  };
  return new BadRequest(first ?? unspecified, ...others);
}

const issuesOf = (result: z.ZodSafeParseResult<unknown>) => result.error?.issues ?? [];

const parameterEntries = (issue: z.core.$ZodIssue): BadRequestEntry[] =>
  namesOf(issue).map((path) => {
    const parameter = shortened(path.join('.'));
    const detail = shortened(`${parameter}: ${issue.message}`);
    return { code: 'invalid-parameter', parameter, detail };
  });

/**
 * What is wrong with a body, or with the part of it at `pointer`.
 */
export const bodyEntries = (issue: z.core.$ZodIssue, pointer = ''): BadRequestEntry[] =>
  namesOf(issue).map((path) => ({
    code: 'validation-failed',
    pointer: shortened(pointer + path.map((segment) => `/${escapePointer(segment)}`).join('')),
    detail: shortened(issue.message),
  }));

/** For an unknown property, the path of the property itself; zod gives that of its object. */
function namesOf(issue: z.core.$ZodIssue): string[][] {
  const path = issue.path.map(String);
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
}

/** Says of an unknown name which names are known. */
export const namingKnown = {
  error: ({ code, inst }: z.core.$ZodRawIssue): string | undefined => {
    if (code !== 'unrecognized_keys') return undefined;
    const known = inst instanceof z.ZodObject ? Object.keys(inst.shape) : [];
    return known.length === 0
      ? 'is not known here; leave it out'
      : `is not known here; known are: ${known.join(', ')}`;
  },
};

/** A caller's own names may be as long as the body. */
const shortened = (text: string): string => text.slice(0, problemTextLimit).toWellFormed();

/** RFC 6901. */
const escapePointer = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');
