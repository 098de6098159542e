import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startFixture, type Fixture } from './support/stack.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const mirrored = z.object({
  context: z.record(z.string(), z.unknown()),
  remaining: z.number(),
  environment: z.record(z.string(), z.string()),
});

async function mirror(): Promise<z.infer<typeof mirrored>> {
  const response = await fixture.request('/open', { method: 'POST' });
  return mirrored.parse(await response.json());
}

test('the environment is that of the template and of AWS, and nothing else', async () => {
  const { environment } = await mirror();
  const endpoint = environment['AWS_ENDPOINT_URL_DYNAMODB'];
  expect(environment).toEqual({
    GREETING: 'hello from eu-west-3 ${kept}',
    WHERE: 'France',
    JOBS_NAME: 'service-Jobs',
    AWS_REGION: 'eu-west-3',
    AWS_DEFAULT_REGION: 'eu-west-3',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: 'service-Mirror',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: 'service-MirrorLogs',
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_LEVEL: 'INFO',
    AWS_ACCESS_KEY_ID: 'Mirror',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoint,
    AWS_ENDPOINT_URL_SESV2: endpoint,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    _HANDLER: 'index.handler',
  });
});

test('the context is that of Lambda', async () => {
  const [first, second] = [await mirror(), await mirror()];
  expect(first.context).toEqual({
    functionName: 'service-Mirror',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-3:000000000000:function:service-Mirror',
    memoryLimitInMB: '256',
    logGroupName: 'service-MirrorLogs',
    logStreamName: 'local',
    awsRequestId: expect.any(String),
    callbackWaitsForEmptyEventLoop: true,
  });
  expect(second.context['awsRequestId']).not.toBe(first.context['awsRequestId']);
  expect(first.remaining).toBeGreaterThan(0);
  expect(first.remaining).toBeLessThanOrEqual(600_000);
});

test("a function's output is logged under its name", async () => {
  await mirror();
  expect(fixture.lines).toContain('service-Mirror: mirrored');
});

describe('a function that', () => {
  test.each([
    ['throws', '/misbehave/throw', 'Misbehave: RangeError: thrown on purpose'],
    ['waits beyond its timeout', '/brief/hang', 'Brief: Sandbox.Timedout: Task timed out after 1 seconds'],
    [
      'never gives the processor back',
      '/brief/spin',
      'Brief: Sandbox.Timedout: Task timed out after 1 seconds',
    ],
    ['ends its process', '/misbehave/exit', 'Misbehave: Runtime.ExitError: the runtime exited with 3'],
    [
      'leaves a rejection unhandled',
      '/misbehave/leak',
      'Misbehave: Runtime.UnhandledError: Error: unhandled on',
    ],
  ])('%s does not affect others', async (_name, path, message) => {
    const failing = fixture.request(path);
    const other = fixture.request('/misbehave/text');
    expect((await failing).status).toBe(500);
    expect((await other).status).toBe(200);
    expect(fixture.lines.some((line) => line.startsWith(`service-${message}`))).toBe(true);
    expect((await fixture.request('/misbehave/text')).status).toBe(200);
  });

  test('has no free instance makes the caller wait', async () => {
    const threads = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const answer = await fixture.request('/misbehave/slow');
        return z.object({ threadId: z.number() }).parse(await answer.json()).threadId;
      }),
    );
    // Two at a time, by its reserved concurrency.
    expect(new Set(threads).size).toBeLessThanOrEqual(2);
  });
});
