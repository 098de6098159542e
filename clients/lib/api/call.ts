import type * as z from 'zod';
import type { Operation } from '../../../shared/http/contract/operation.ts';

/** A value of the query as a program has it: numbers and booleans too. */
type Given<Value> =
  | Value
  | (Extract<Value, 'true'> extends never ? never : boolean)
  | (string extends Value ? number : never);

type QueryOf<Op extends Operation> = {
  readonly [Name in keyof z.input<Op['query']> as Exclude<Name, 'dryRun'>]: Given<z.input<Op['query']>[Name]>;
};

/** An object without properties. */
type Empty = Readonly<Record<string, never>>;

/** The property under its name, which may be left out if the schema accepts its absence or an empty object. */
type Part<Name extends string, Value> = undefined extends Value
  ? { readonly [Key in Name]?: Value }
  : Empty extends Value
    ? { readonly [Key in Name]?: Value }
    : { readonly [Key in Name]: Value };

type KeyOf<Op extends Operation> = Op extends { readonly isIdempotent: true }
  ? {
      /** Sent as `Idempotency-Key`. With it, the call is repeated where its answer may have been lost. */
      readonly idempotencyKey?: string;
    }
  : unknown;

/** What a call of the operation takes. */
export type CallOf<Op extends Operation> = Part<'params', z.input<Op['params']>> &
  Part<'query', QueryOf<Op>> &
  Part<'body', z.input<Op['body']>> &
  KeyOf<Op> & {
    /** Ends the call, and its pauses, with the signal's reason. */
    readonly signal?: AbortSignal;
  };

/** The arguments after the operation: none are needed if nothing in them is. */
export type ArgumentsOf<Op extends Operation> =
  Empty extends CallOf<Op> ? [call?: CallOf<Op>] : [call: CallOf<Op>];

/** What a success answers. */
export type AnswerOf<Op extends Operation> = z.output<Op['answer']>;

/** An operation with a dry run. */
export type DryRunOperation = Operation & { readonly dryRunAnswer: z.ZodType };

/** An operation that answers a list, page by page. */
export type ListOperation = Operation<
  z.ZodType,
  z.ZodType,
  z.ZodType,
  z.ZodType<{ readonly items: readonly unknown[]; readonly nextCursor: string | null }>
>;

/** An item of the operation's list. */
export type ItemOf<Op extends ListOperation> = AnswerOf<Op>['items'][number];

/** What every call may have, whatever its operation. */
export interface AnyCall {
  readonly params?: unknown;
  readonly query?: object;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}
