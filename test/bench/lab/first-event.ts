import type { FunctionDescription } from '../../../infra/local/resources/functions.ts';
import type { Model } from '../../../infra/local/resources/model.ts';

/** What names everything in a path; none of it exists. */
const pathParameters = {
  nic: 'zz99999-ovh',
  groupId: 'zz99999-ovh-1',
  serviceId: '0033999999999',
  changeId: '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X',
  reassignmentId: '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X',
};

/** Bodies that are good for the operations that need one; the answer may still be a refusal, after its reads. */
const bodies: readonly (readonly [RegExp, unknown])[] = [
  [/^POST .*\/contact-changes$/, { contacts: { technical: pathParameters.nic } }],
  [/^POST \/consent-codes$/, { roles: ['technical'] }],
  [/^PUT \/accounts\//, { voipValidated: true, balanceCents: 0, status: 'open' }],
  [
    /^PUT \/groups\/[^/]*$/,
    { contacts: { administration: 'zz99999-ovh', technical: 'zz99999-ovh', billing: 'zz99999-ovh' } },
  ],
  [/^POST \/groups\/.*\/services$/, { services: [{ serviceId: pathParameters.serviceId, kind: 'line' }] }],
  [/^PUT \/groups\/.*\/services\//, { kind: 'line' }],
  [/^POST \/reassignments$/, { from: 'zz99999-ovh', to: 'zz99998-ovh', roles: ['technical'] }],
];

/** A first event for the function, of the kind that feeds it: a request, a message or a tick of its schedule. */
export function firstEventOf({ api, mappings }: Model, { name, arn }: FunctionDescription): unknown {
  const route = api.routes.find(({ functionArn }) => functionArn === arn);
  if (route !== undefined) return requestEvent(route.key);
  const isFed = mappings.some(({ functionName }) => functionName === name || functionName === arn);
  return isFed ? queueEvent(name) : { time: new Date().toISOString() };
}

function requestEvent(routeKey: string): unknown {
  const [method = '', path = ''] = routeKey.split(' ');
  const body = bodies.find(([pattern]) => pattern.test(routeKey))?.[1] ?? {};
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    pathParameters: Object.fromEntries(
      Object.entries(pathParameters).filter(([key]) => path.includes(`{${key}}`)),
    ),
    isBase64Encoded: false,
    requestContext: {
      requestId: 'bench',
      http: { method, path, sourceIp: '127.0.0.1' },
      authorizer: { jwt: { claims: { nic: pathParameters.nic, scope: 'contacts operator' }, scopes: null } },
    },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
  };
}

/** One message, about a change and a member that do not exist. */
function queueEvent(functionName: string): unknown {
  const { changeId, reassignmentId, groupId, serviceId, nic } = pathParameters;
  const toMember = { changeId, groupId, serviceId, revision: 1, contacts: { technical: nic } };
  const steps = [
    [/advancechange/i, { changeId }],
    [/runreassignment/i, { reassignmentId }],
  ] as const;
  const message = steps.find(([pattern]) => pattern.test(functionName))?.[1] ?? toMember;
  return {
    Records: [
      {
        messageId: 'bench',
        receiptHandle: 'bench',
        body: JSON.stringify(message),
        attributes: { ApproximateReceiveCount: '1' },
        messageAttributes: {},
        eventSource: 'aws:sqs',
      },
    ],
  };
}
