import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context, SQSEvent } from 'aws-lambda';

export interface RequestToCall {
  readonly pathParameters?: Record<string, string>;
  readonly claims?: Record<string, string>;
  /** The scopes that API Gateway parsed. Default: none were, as on a route without scopes. */
  readonly scopes?: string[] | null;
  readonly requestId?: string;
}

/** API Gateway's event for a request. */
export function httpEvent({
  pathParameters,
  claims = {},
  scopes = null,
  requestId = 'request',
}: RequestToCall = {}) {
  const authorizer = { jwt: { claims, scopes }, principalId: '', integrationLatency: 0 };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    headers: { authorization: 'Bearer abc' },
    ...(pathParameters !== undefined && { pathParameters }),
    isBase64Encoded: false,
    requestContext: {
      accountId: '',
      apiId: '',
      domainName: '',
      domainPrefix: '',
      http: { method: 'GET', path: '/', protocol: 'HTTP/1.1', sourceIp: '', userAgent: '' },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
      authorizer,
    },
  } satisfies APIGatewayProxyEventV2WithJWTAuthorizer;
}

/** Lambda's context of an invocation. */
export const lambdaContext = (awsRequestId: string): Context => ({
  awsRequestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: '',
  functionVersion: '',
  invokedFunctionArn: '',
  memoryLimitInMB: '',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 60_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
});

/** A message as SQS gives it to a function. */
interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly receives: number;
}

export const eventOf = (messages: readonly ReceivedMessage[]): SQSEvent => ({
  Records: messages.map(({ receives, ...message }) => ({
    ...message,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-3:000000000000:queue',
    awsRegion: 'eu-west-3',
  })),
});

/** Lambda's event of messages with these bodies, named `message 0` and so on, each received `attempts` times. */
export const queueEvent = (bodies: readonly string[], attempts: readonly number[] = []): SQSEvent =>
  eventOf(
    bodies.map((body, index) => ({
      messageId: `message ${index}`,
      receiptHandle: `receipt ${index}`,
      body,
      receives: attempts[index] ?? 1,
    })),
  );
