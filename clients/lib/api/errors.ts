import { GatewayAnswer, ProblemAnswer } from '../../../shared/http/contract/problem-answer.ts';
import * as z from 'zod';

/** A rule that failed, and the field or parameter that failed it. */
const Entry = z.object({
  code: z.string(),
  detail: z.string(),
  /** The part of the body, as a JSON pointer. */
  pointer: z.string().optional(),
  /** The path, query or header parameter. */
  parameter: z.string().optional(),
  changeId: z.string().optional(),
  reassignmentId: z.string().optional(),
  state: z.string().optional(),
});

/** A problem of this release, or of a later one with codes that this one does not know. */
const Problem = z.object({
  code: z.string(),
  title: ProblemAnswer.shape.title,
  detail: z.string(),
  instance: ProblemAnswer.shape.instance.optional(),
  errors: z.array(Entry).default([]),
});

export type ProblemEntry = Readonly<z.infer<typeof Entry>>;

const Gateway = z.object(GatewayAnswer.shape);

interface Exchange {
  /** The method and the path. */
  readonly request: string;
  readonly retryAfter?: number | undefined;
}

/** The API refused a request, or could not answer it. Its message names the request, for a log. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  /** Absent if the request never reached a function: API Gateway answers without one. */
  readonly code: string | undefined;
  readonly title: string;
  readonly detail: string;
  /** Every rule that failed, the most relevant first. */
  readonly errors: readonly ProblemEntry[];
  /** The id of the request, to quote to those who run the API. */
  readonly instance: string | undefined;
  /** After how many seconds it can be tried again, where the answer says so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: unknown, { request, retryAfter }: Exchange) {
    const problem = Problem.safeParse(body).data;
    const title = problem?.title ?? Gateway.safeParse(body).data?.message ?? `Status ${status}`;
    const detail = problem?.detail ?? title;
    super(`${request} answered ${status}: ${detail}`);
    this.status = status;
    this.code = problem?.code;
    this.title = title;
    this.detail = detail;
    this.errors = problem?.errors ?? [];
    this.instance = problem?.instance;
    this.retryAfter = retryAfter;
  }
}

/** No answer came: there is no network, no such host, or nothing that listens. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';

  constructor(url: string, cause: unknown) {
    super(`Could not reach ${url}: ${reasonOf(cause)}`, { cause });
  }
}

/** An answer that is not of the contract: what answers is not this API, or is too far from this release. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
}

/** The reason that `fetch` gives for its "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
