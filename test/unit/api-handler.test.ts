import { beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../shared/domain/refusal.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { Unavailable } from '../../shared/runtime/unavailable.ts';
import { httpEvent, lambdaContext, type RequestToCall } from '../support/invocation.ts';
import { RecordedLog } from '../support/recorded-log.ts';
import { RecordedMetrics } from '../support/recorded-metrics.ts';

const tokens = {
  nicClaim: 'nic',
  contactsScope: 'contacts',
  operatorScope: 'operator',
  rolesAsScopes: false,
};
const operator = { nic: 'op1-ovh', scope: 'operator' };
const pathParameters = { groupId: 'ab12345-ovh-1', serviceId: '0033972101234' };

let log: RecordedLog;
let metrics: RecordedMetrics;
beforeEach(() => {
  log = new RecordedLog();
  metrics = new RecordedMetrics();
});

/** Has a service deleted by an operation that does this. */
function call(respond: () => void, request: RequestToCall = {}) {
  const answer = () => {
    respond();
    return Promise.resolve({ body: undefined });
  };
  const handler = apiHandler(operations.deleteGroupService, answer, { tokens, log, metrics });
  return handler(httpEvent({ claims: operator, pathParameters, ...request }), lambdaContext('invocation'));
}

const requests = () =>
  (['Requests2xx', 'Requests4xx', 'Requests5xx'] as const).map((name) => metrics.total(name));

const refuse = () => {
  throw new Refusal({ code: 'not-found', detail: 'There is none.' });
};
const beUnavailable = () => {
  throw new Unavailable('The table does not answer.');
};
const breakDown = () => {
  throw new TypeError('No one foresaw this.');
};

describe('A request', () => {
  it('is counted by the class of its status, and published once', async () => {
    for (const respond of [() => {}, refuse, refuse, beUnavailable, breakDown, () => {}, breakDown]) {
      await call(respond);
    }
    await call(() => {}, { claims: { nic: 'op1-ovh', scope: 'contacts' } });
    await call(() => {}, { claims: {} });
    expect(requests()).toEqual([2, 4, 3]);
    expect(metrics.publications).toBe(9);
  });

  it('has a log line with its id, the caller, the invocation and the ids in its path', async () => {
    await call(() => {}, { requestId: 'one' });
    await call(refuse, { requestId: 'two' });
    await call(beUnavailable, { requestId: 'three' });
    const common = {
      operation: 'deleteGroupService',
      caller: 'op1-ovh',
      awsRequestId: 'invocation',
      ...pathParameters,
    };
    expect(log.lines).toEqual([
      { level: 'info', message: 'Request answered.', status: 204, requestId: 'one', ...common },
      {
        level: 'info',
        message: 'Request refused.',
        status: 404,
        requestId: 'two',
        codes: ['not-found'],
        ...common,
      },
      {
        level: 'error',
        message: 'Request failed.',
        status: 503,
        requestId: 'three',
        error: expect.any(Unavailable),
        ...common,
      },
    ]);
  });

  it('logs no part of a path without valid ids', async () => {
    await call(() => {}, { pathParameters: { groupId: 'Bearer abc', serviceId: '0033972101234' } });
    expect(log.lines).toMatchObject([
      { message: 'Request refused.', status: 400, serviceId: '0033972101234' },
    ]);
    expect(JSON.stringify(log.lines)).not.toContain('abc');
  });
});

describe('The authorizer', () => {
  const statusFor = async (request: RequestToCall) => (await call(() => {}, request)).statusCode;

  it.each<[string, string[] | null, number]>([
    ['none, on a route without scopes', null, 204],
    ['those of the token', ['contacts', 'operator'], 204],
    ['only some of the token', ['contacts'], 403],
    ['an entry that holds both', ['contacts operator'], 403],
    ['none of the token', [], 403],
  ])('says which scopes of a claim are scopes: %s', async (_name, scopes, status) => {
    const claims = { nic: 'op1-ovh', scp: '[contacts operator]' };
    expect(await statusFor({ claims, scopes })).toBe(status);
  });

  it('makes nobody an operator by the scopes of the route alone', async () => {
    const claims = { nic: 'op1-ovh', scope: 'contacts' };
    expect(await statusFor({ claims, scopes: ['contacts', 'operator'] })).toBe(403);
  });
});

describe('An event', () => {
  it('may say null where there is nothing', async () => {
    const event = { ...httpEvent({ claims: operator }), pathParameters: null, queryStringParameters: null };
    const handler = apiHandler(
      operations.listGroups,
      () => Promise.resolve({ body: { items: [], nextCursor: null } }),
      {
        tokens,
        log,
        metrics,
      },
    );
    // @ts-expect-error the types of API Gateway's events know no null
    expect(await handler(event, lambdaContext('one'))).toMatchObject({ statusCode: 200 });
    const deletion = apiHandler(operations.deleteGroupService, () => Promise.resolve({ body: undefined }), {
      tokens,
      log,
      metrics,
    });
    // @ts-expect-error the same
    expect(await deletion(event, lambdaContext('two'))).toMatchObject({ statusCode: 400 });
  });
});

describe('A request that runs out of time', () => {
  it('is answered 503 with Retry-After, before the function times out', async () => {
    const handler = apiHandler(operations.deleteGroupService, () => new Promise(() => {}), {
      tokens,
      log,
      metrics,
    });
    const event = httpEvent({ claims: operator, pathParameters });
    const answer = await handler(event, { ...lambdaContext('one'), getRemainingTimeInMillis: () => 0 });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2']);
    expect(requests()).toEqual([0, 0, 1]);
  });
});
