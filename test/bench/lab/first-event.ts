import type { FunctionDescription } from '../../../infra/local/lambda/function-description.ts';
import type { Model } from '../../../infra/local/cloudformation/model.ts';
import { BadRequest } from '../../../shared/http/bad-request.ts';
import type { Operation } from '../../../shared/http/contract/operation.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { HttpEvent } from '../../../shared/http/event.ts';
import { parseInput } from '../../../shared/http/parse-input.ts';
import { ChangeMessage } from '../../../shared/messages/change-message.ts';
import { EventMessage } from '../../../shared/messages/event-message.ts';
import { MailMessage } from '../../../shared/messages/mail-message.ts';
import { MemberMessage } from '../../../shared/messages/member-message.ts';
import { ReassignmentMessage } from '../../../shared/messages/reassignment-message.ts';
import type { FirstThings } from './first-things.ts';

/** Bodies for the operations that need one. The caller is no recipient: a decision is refused after the reads. */
const bodiesOf = ({
  contacts,
  recipient,
  serviceId,
}: FirstThings): readonly (readonly [RegExp, unknown])[] => [
  [/^POST \/groups\/.*\/contact-changes$/, { contacts: { billing: recipient } }],
  [/^POST \/services\/.*\/contact-changes$/, { contacts: { technical: recipient } }],
  [
    /^POST \/contact-changes\/retry$/,
    { state: 'completed-with-failures', since: '2026-03-01T08:00:00Z', until: '2026-03-01T09:00:00Z' },
  ],
  [
    /^POST \/reassignments\/accept$/,
    { batch: 'bench', requestedBy: contacts.administration, requestedUntil: '2026-03-01T08:00:00Z' },
  ],
  [/^POST \/consent-codes$/, { roles: ['technical'] }],
  [/^PUT \/accounts\//, { voipValidated: true, balanceCents: 0, status: 'open' }],
  [/^PUT \/groups\/[^/]*$/, { contacts }],
  [/^POST \/groups\/.*\/services$/, { services: [{ serviceId, kind: 'line' }] }],
  [/^PUT \/groups\/.*\/services\//, { kind: 'line' }],
  [/^POST \/members\/resync$/, undefined],
  [/^POST \/reassignments$/, { from: contacts.administration, to: recipient, roles: ['technical'] }],
];

/** A first event for the function, of the kind that feeds it. Throws if it would be refused before any work is done. */
export function firstEventOf(
  { api, mappings }: Model,
  { name, arn }: FunctionDescription,
  things: FirstThings,
): unknown {
  const route = api.routes.find(({ functionArn }) => functionArn === arn);
  if (route !== undefined) return requestEvent(route.key, things);
  const isFed = mappings.some(({ functionName }) => functionName === name || functionName === arn);
  return isFed ? queueEvent(name, things) : { time: new Date().toISOString() };
}

function requestEvent(routeKey: string, things: FirstThings): unknown {
  const [method = '', path = ''] = routeKey.split(' ');
  const takesBody = method === 'PUT' || method === 'POST';
  const nic = things.contacts.administration;
  const named = {
    ...things,
    nic,
    resyncId: things.changeId,
    codeId: things.changeId,
    serviceId: method === 'DELETE' ? things.leaving : things.serviceId,
  };
  const [, body] = bodiesOf(things).find(([pattern]) => pattern.test(routeKey)) ?? [routeKey, {}];
  const event = {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    ...(routeKey === 'GET /accounts' && { queryStringParameters: { prefix: nic.slice(0, 2) } }),
    headers: { 'content-type': 'application/json' },
    pathParameters: Object.fromEntries(Object.entries(named).filter(([key]) => path.includes(`{${key}}`))),
    isBase64Encoded: false,
    requestContext: {
      requestId: 'bench',
      http: { method, path, sourceIp: '127.0.0.1' },
      authorizer: { jwt: { claims: { nic, scope: 'contacts operator' }, scopes: null } },
    },
    ...(takesBody && body !== undefined && { body: JSON.stringify(body) }),
  };
  holdToContract(routeKey, HttpEvent.parse(event), takesBody ? body : undefined);
  return event;
}

function holdToContract(routeKey: string, event: HttpEvent, body: unknown): void {
  const all: readonly Operation[] = Object.values(operations);
  const operation = all.find(({ method, path }) => `${method} ${path}` === routeKey);
  if (operation === undefined) throw new Error(`The contract has no ${routeKey}.`);
  try {
    parseInput(operation, event, body);
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    throw new Error(`${routeKey} would refuse its first event: ${error.message}`, { cause: error });
  }
}

/** One message; a member's is to one that has not taken anything. */
function queueEvent(functionName: string, things: FirstThings): unknown {
  const { changeId, reassignmentId, groupId, leaving, recipient } = things;
  const contacts = { technical: recipient };
  const toMember = { changeId, groupId, serviceId: leaving, revision: 1, contacts };
  const messages = [
    [/advancechange/i, ChangeMessage.parse({ changeId })],
    [/publishevents/i, EventMessage.parse({ changeId })],
    [/sendmail/i, MailMessage.parse({ mailTo: recipient, place: 'bench' })],
    [/runreassignment/i, ReassignmentMessage.parse({ reassignmentId })],
    [/propagatecontact|recordfailure/i, MemberMessage.parse(toMember)],
  ] as const;
  const message = messages.find(([pattern]) => pattern.test(functionName))?.[1];
  if (message === undefined) throw new Error(`No message for ${functionName} is known here.`);
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
