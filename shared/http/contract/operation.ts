import * as z from 'zod';

/**
 * One operation of the contract. The same object routes in the stack, validates in the function and describes in
 * the document.
 */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** Also names the function and its folder, in kebab case. */
  readonly operationId: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** With parameters in braces, as API Gateway writes them. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** `open`: no token; `caller`: the scope `contacts` or `operator`; `operator`: 403 `operator-only` to others. */
  readonly access: 'open' | 'caller' | 'operator';
  readonly params: Params;
  readonly query: Query;
  /** The schema of a body that is not sent accepts undefined. */
  readonly body: Body;
  /** The status and the shape of success. */
  readonly status: 200 | 201 | 202 | 204;
  /** The status when the operation has created what it answers, where that differs. */
  readonly createdStatus?: 201;
  readonly answer: Answer;
  /** Whether `?dryRun=true` is answered with 200 and writes nothing. */
  readonly hasDryRun?: true;
  /** Whether an `Idempotency-Key` is honoured. */
  readonly isIdempotent?: true;
}

/** No parameters, query or body: anything there is refused or, for a body, left unread. */
export const none = z.strictObject({});
export const noBody = z.undefined();
export const noAnswer = z.undefined();

/** `?dryRun=true`: the same checks and the same answer, and nothing written. */
export const dryRunQuery = { dryRun: z.enum(['true', 'false']).default('false') };

/** Where a list is read from and how much of it. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^(?:[1-9][0-9]?|100)$/, 'must be a whole number from 1 to 100')
    .transform(Number)
    .default(50)
    .meta({ override: { type: 'integer', minimum: 1, maximum: 100, default: 50 } }),
  cursor: z.string().min(1).max(1024).optional(),
};
