import { default as middy, type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import type { Caller } from '../domain/caller.ts';
import { Refusal } from '../domain/refusal.ts';
import { idsIn } from '../domain/ids-in.ts';
import { endingInTime } from '../runtime/deadline.ts';
import type { Log } from '../runtime/log.ts';
import { requestMetricOf } from '../runtime/metric-names.ts';
import type { PublishedMetrics } from '../runtime/metrics.ts';
import { observed } from '../runtime/observed.ts';
import { callerOf, type Rejection, type TokenSettings } from './authenticated-caller.ts';
import { BadRequest } from './bad-request.ts';
import { HttpEvent, type HttpResult } from './event.ts';
import type { Operation } from './contract/operation.ts';
import { jsonBody } from './json-body.ts';
import { parseInput, type Parsed } from './parse-input.ts';
import { gatewayAnswer, respondWithProblem } from './respond-with-problem.ts';

export interface Input<Op extends Operation> extends Parsed<Op> {
  readonly caller: Caller;
  /** Keyed by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What an operation answers when it succeeds. */
export type Answer<Op extends Operation> = Success<Op> | DryRun<Op> | Replay;

interface Success<Op extends Operation> {
  readonly body: z.infer<Op['answer']>;
  /** False if it existed before. */
  readonly created?: boolean;
  readonly location?: string;
  readonly isReplayed?: undefined;
  readonly isDryRun?: undefined;
}

/** What an operation would answer. Nothing was written. */
type DryRun<Op extends Operation> = Op extends { readonly dryRunAnswer: infer Answered extends z.ZodType }
  ? {
      readonly isDryRun: true;
      readonly body: z.infer<Answered>;
      readonly created?: undefined;
      readonly location?: undefined;
      readonly isReplayed?: undefined;
    }
  : never;

/** The remembered answer of the same request. An earlier release may have written it in its own shape. */
interface Replay {
  readonly isReplayed: true;
  readonly body: unknown;
  readonly created?: boolean;
  readonly location: string;
  readonly isDryRun?: undefined;
}

export type Respond<Op extends Operation> = (input: Input<Op>) => Promise<Answer<Op>>;

export interface HttpSettings {
  readonly tokens: TokenSettings;
  readonly log: Log;
  readonly metrics: PublishedMetrics;
}

/**
 * The Lambda handler of one operation: authenticates, validates, turns errors into problems, counts by status class.
 */
export function apiHandler<Op extends Operation>(
  operation: Op,
  respond: Respond<Op>,
  settings: HttpSettings,
) {
  const handle = problemHandler(operation, respond, settings);
  const { metrics } = settings;
  const fieldsOf = ({ requestContext, pathParameters }: APIGatewayProxyEventV2) => ({
    operation: operation.operationId,
    requestId: requestContext.requestId,
    ...callerIn(requestContext, settings.tokens.nicClaim),
    ...idsIn(pathParameters),
  });
  return observed({ metrics, fieldsOf }, async (event: APIGatewayProxyEventV2, context: Context) => {
    const result = await handle(event, context);
    metrics.count(requestMetricOf(result.statusCode), 1);
    return result;
  });
}

/** The nic of the verified token, for the log. */
function callerIn(context: unknown, nicClaim: string): { caller?: unknown } {
  const { data } = HttpEvent.shape.requestContext.safeParse(context);
  const caller = data?.authorizer?.jwt.claims[nicClaim];
  return caller === undefined ? {} : { caller };
}

function problemHandler<Op extends Operation>(operation: Op, respond: Respond<Op>, settings: HttpSettings) {
  const { log, tokens } = settings;
  const answered = (result: HttpResult, about?: unknown): HttpResult => {
    log.info('Request answered.', { status: result.statusCode, ...idsIn(about) });
    return result;
  };
  return middy<APIGatewayProxyEventV2, HttpResult>()
    .use(problems(operation, log))
    .before(({ event }) => {
      const caller = callerOf(HttpEvent.parse(event), tokens);
      if (typeof caller === 'number') return answered(rejected(caller));
      if (operation.access === 'operator') refuseOthers(caller);
      return undefined;
    })
    .use(jsonBody())
    .handler(
      endingInTime(async (event: APIGatewayProxyEventV2) => {
        const request = HttpEvent.parse(event);
        const caller = callerOf(request, tokens);
        if (typeof caller === 'number') return answered(rejected(caller));
        const takesBody = operation.method === 'PUT' || operation.method === 'POST';
        const input = parseInput(operation, request, takesBody ? request.body : undefined);
        const answer = await respond({ ...input, caller, headers: request.headers });
        return answered(toResult(operation, answer), answer.body);
      }),
    );
}

const rejected = (status: Rejection): HttpResult =>
  gatewayAnswer(status, status === 401 ? 'Unauthorized' : 'Forbidden');

/** Runs before validation, so that other callers get 403 whatever they sent. */
function refuseOthers({ isOperator }: Caller): void {
  if (!isOperator) {
    const detail = 'Only an operator may call this operation. Send a token with the scope of operators.';
    throw new Refusal({ code: 'operator-only', parameter: 'Authorization', detail });
  }
}

/** Turns every error into a problem. An unexpected error is logged with its cause; the answer does not reveal it. */
function problems({ path }: Operation, log: Log): MiddlewareObj<APIGatewayProxyEventV2, HttpResult> {
  return {
    onError(request) {
      const result = respondWithProblem(request.error, path, request.event.requestContext.requestId);
      const status = result.statusCode;
      if (status >= 500) log.error('Request failed.', { status, error: request.error });
      else log.info('Request refused.', { status, codes: codesOf(request.error) });
      request.response = result;
    },
  };
}

function codesOf(error: unknown): string[] {
  if (error instanceof Refusal) return error.violations.map(({ code }) => code);
  return error instanceof BadRequest ? error.entries.map(({ code }) => code) : [];
}

/** Converts an answer to API Gateway's form, with the operation's status. */
export function toResult<Op extends Operation>(operation: Op, answer: Answer<Op>): HttpResult {
  const { body, location, isReplayed } = answer;
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(location !== undefined && { location }),
    ...(isReplayed === true && { 'idempotency-replayed': 'true' }),
  };
  const statusCode = statusOf(operation, answer);
  return body === undefined ? { statusCode, headers } : { statusCode, headers, body: JSON.stringify(body) };
}

function statusOf<Op extends Operation>(
  { status, createdStatus }: Op,
  { created, isDryRun }: Answer<Op>,
): number {
  if (isDryRun === true) return 200;
  return created === true && createdStatus !== undefined ? createdStatus : status;
}
