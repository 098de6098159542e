import * as z from 'zod';
import type { RefusalCode } from '../../domain/codes.ts';

/** One operation of the contract. Route, validation and OpenAPI document derive from it. */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** In kebab case, also the name of the function and its folder. */
  readonly operationId: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** With parameters in braces, as API Gateway writes them. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** What it does, and for whom, in sentences. CommonMark. */
  readonly description: string;
  /** `open`: no token; `caller`: the scope `contacts` or `operator`; `operator`: 403 `operator-only` to others. */
  readonly access: 'open' | 'caller' | 'operator';
  /** Why the rules may refuse a request of the right form. The form's own codes follow from the rest. */
  readonly refusals: readonly RefusalCode[];
  readonly params: Params;
  readonly query: Query;
  /** Accepts undefined if the body may be absent. */
  readonly body: Body;
  /** The body with `?partial=true`: what is wrong with a part of it is answered with that part. */
  readonly partialBody?: Body;
  /** The status of a success. */
  readonly status: 200 | 201 | 202 | 204;
  /** The status if the operation created what it answers, where that differs. */
  readonly createdStatus?: 201;
  readonly answer: Answer;
  /** What `?dryRun=true` answers, with 200 and without writing anything. Absent where there is no dry run. */
  readonly dryRunAnswer?: z.ZodType;
  /** Whether the operation supports `Idempotency-Key`. */
  readonly isIdempotent?: true;
  /** Whether a repeated POST changes nothing more, so that a client may send it again. */
  readonly isRepeatable?: true;
  /** Whether the answer has an `ETag`, and `If-None-Match` is answered 304. */
  readonly hasEtag?: true;
}

/** No path parameters, no query, or an empty body: any property is refused. */
export const none = z.strictObject({});
/** No body: a body that is sent is ignored. */
export const noBody = z.undefined();
export const noAnswer = z.undefined();

export const dryRunQuery = {
  dryRun: z.enum(['true', 'false']).default('false').meta({
    description: 'Whether to make the same checks, answer what the request would become, and write nothing.',
  }),
};

/** The most items of a page. */
export const pageLimit = 100;
/** The most characters of a cursor. */
export const cursorLimit = 1_024;

/** The start and the size of a page. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^(?:[1-9][0-9]?|100)$/, 'must be a whole number from 1 to 100')
    .transform(Number)
    .default(50)
    .meta({
      description: 'The most items of the page.',
      override: { type: 'integer', minimum: 1, maximum: pageLimit, default: 50 },
    }),
  cursor: z
    .string()
    .min(1)
    .max(cursorLimit)
    .optional()
    .meta({ description: 'Where the page starts: `nextCursor` of the page before, with the same filters.' }),
};

/** Asks for everything instead of the caller's own. */
export const everyoneQuery = {
  of: z
    .literal('everyone')
    .optional()
    .meta({ description: 'For operators: lists everything, and not only what the caller has a part in.' }),
};
