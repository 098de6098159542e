import { beforeAll, describe, expect, it } from 'vitest';
import { operations, type OperationId } from '../../shared/http/contract/operations.ts';
import { callers, makeAccessScene, type AccessScene } from '../support/access-scene.ts';
import type { CallOptions } from '../support/running-stack.ts';

let running: AccessScene['running'];
let tokens: AccessScene['tokens'];
let names: AccessScene['names'];

beforeAll(async () => {
  ({ running, tokens, names } = await makeAccessScene());
});

interface Row {
  readonly path: string;
  readonly body?: () => CallOptions['body'];
  /** The statuses of an anonymous caller, stranger, former, administration, technical, billing, recipient, operator. */
  readonly statuses: readonly number[];
}

const operatorOnly = (operator: number): number[] => [401, 403, 403, 403, 403, 403, 403, operator];
const everyone = (status: number): number[] => [401, ...Array.from({ length: 7 }, () => status)];
const contactsOfGroup = (status = 200): number[] => [401, 404, 404, status, status, status, 404, status];
const seesPast = [401, 404, 200, 200, 200, 200, 404, 200];
const seesEnded = [401, 404, 404, 200, 200, 200, 200, 200];
const partiesOfReassignment = [401, 404, 404, 200, 200, 404, 200, 200];
const account = { voipValidated: true, balanceCents: 0, status: 'open' };

/** What is done to a change that the administration of before requested, and to one of the present. */
const ofChanges = (action: string, past: readonly number[], ended: readonly number[]): Row[] => [
  { path: `/contact-changes/{past}${action}`, statuses: past },
  { path: `/contact-changes/{ended}${action}`, statuses: ended },
];
const ofReassignment = (action: string, statuses: readonly number[] = partiesOfReassignment): Row[] => [
  { path: `/reassignments/{reassignment}${action}`, statuses },
];

/** Rows of one operation differ in what they are about. */
const table: Readonly<Record<OperationId, readonly Row[]>> = {
  getHealth: [{ path: '/health', statuses: callers.map(() => 200) }],
  getOpenapi: [{ path: '/openapi.json', statuses: callers.map(() => 200) }],
  getEventSchemas: [{ path: '/events.json', statuses: callers.map(() => 200) }],
  putAccount: [{ path: '/accounts/{nic}', body: () => account, statuses: operatorOnly(200) }],
  getAccount: [{ path: '/accounts/{nic}', statuses: operatorOnly(200) }],
  listAccounts: [{ path: '/accounts?prefix=aa', statuses: operatorOnly(200) }],
  putGroup: [
    {
      path: '/groups/{groupId}',
      body: () => ({ contacts: { administration: 'zz1-ovh', technical: 'zz1-ovh', billing: 'zz1-ovh' } }),
      statuses: operatorOnly(409),
    },
  ],
  listGroups: [
    { path: '/groups', statuses: everyone(200) },
    { path: '/groups?of=everyone&prefix=aa', statuses: operatorOnly(200) },
  ],
  listContactRoles: [{ path: '/contacts/{technical}', statuses: everyone(200) }],
  getGroup: [{ path: '/groups/{groupId}', statuses: contactsOfGroup() }],
  deleteGroup: [{ path: '/groups/{groupId}', statuses: operatorOnly(409) }],
  listGroupServices: [{ path: '/groups/{groupId}/services', statuses: contactsOfGroup() }],
  addGroupServices: [
    {
      path: '/groups/{groupId}/services',
      body: () => ({ services: [{ serviceId: names['serviceId'], kind: 'line' }] }),
      statuses: operatorOnly(200),
    },
  ],
  putGroupService: [
    {
      path: '/groups/{groupId}/services/{serviceId}',
      body: () => ({ kind: 'line' }),
      statuses: operatorOnly(200),
    },
  ],
  deleteGroupService: [{ path: '/groups/{groupId}/services/{otherServiceId}', statuses: operatorOnly(404) }],
  getService: [{ path: '/services/{serviceId}', statuses: contactsOfGroup() }],
  getServiceRights: [
    { path: '/services/{serviceId}/rights', statuses: contactsOfGroup() },
    {
      path: '/services/{serviceId}/rights?nic={recipient}',
      statuses: [401, 404, 404, 403, 403, 403, 404, 200],
    },
  ],
  requestGroupChange: [
    {
      path: '/groups/{groupId}/contact-changes?dryRun=true',
      body: () => ({ contacts: { technical: names['recipient'] } }),
      statuses: [401, 404, 404, 200, 403, 403, 404, 403],
    },
  ],
  requestServiceChange: [
    {
      path: '/services/{serviceId}/contact-changes?dryRun=true',
      body: () => ({ contacts: { technical: names['recipient'] } }),
      statuses: [401, 404, 404, 200, 403, 403, 404, 403],
    },
  ],
  listGroupChanges: [{ path: '/groups/{groupId}/contact-changes', statuses: contactsOfGroup() }],
  listMyChanges: [
    { path: '/contact-changes', statuses: everyone(200) },
    { path: '/contact-changes?of=everyone&state=cancelled', statuses: operatorOnly(200) },
  ],
  getContactChange: ofChanges('', seesPast, seesEnded),
  listMemberOutcomes: ofChanges('/services', seesPast, seesEnded),
  listChangeEvents: ofChanges('/events', seesPast, seesEnded),
  acceptContactChange: ofChanges(
    '/accept',
    [401, 404, 403, 200, 403, 403, 404, 403],
    [401, 404, 404, 403, 403, 403, 409, 403],
  ),
  refuseContactChange: ofChanges(
    '/refuse',
    [401, 404, 403, 409, 403, 403, 404, 403],
    [401, 404, 404, 403, 403, 403, 409, 403],
  ),
  cancelContactChange: ofChanges(
    '/cancel',
    [401, 404, 409, 403, 403, 403, 404, 409],
    [401, 404, 404, 200, 403, 403, 403, 200],
  ),
  remindContactChange: ofChanges(
    '/remind',
    [401, 404, 409, 403, 403, 403, 404, 409],
    [401, 404, 404, 409, 403, 403, 403, 409],
  ),
  retryContactChange: ofChanges(
    '/retry',
    [401, 404, 403, 409, 403, 403, 404, 409],
    [401, 404, 404, 409, 403, 403, 403, 409],
  ),
  retryFailedChanges: [
    {
      path: '/contact-changes/retry',
      body: () => ({
        state: 'completed-with-failures',
        since: '2020-01-01T00:00:00Z',
        until: '2020-01-02T00:00:00Z',
      }),
      statuses: operatorOnly(202),
    },
  ],
  createConsentCode: [
    { path: '/consent-codes', body: () => ({ roles: ['technical'] }), statuses: everyone(201) },
  ],
  listConsentCodes: [{ path: '/consent-codes', statuses: everyone(200) }],
  revokeConsentCode: [{ path: '/consent-codes/01KJQ7F6G8H0J2K4M6N8P0Q2R4', statuses: everyone(404) }],
  requestReassignment: [
    {
      path: '/reassignments?dryRun=true',
      body: () => ({ from: names['technical'], to: names['recipient'], roles: ['technical'] }),
      statuses: [401, 422, 422, 200, 200, 200, 422, 200],
    },
  ],
  resyncMembers: [{ path: '/members/resync', statuses: operatorOnly(409) }],
  getResync: [{ path: '/members/resync/01KJQ6D4E6F8G0H2J4K6M8N0P2', statuses: operatorOnly(404) }],
  listReassignments: [
    { path: '/reassignments', statuses: everyone(200) },
    { path: '/reassignments?of=everyone&state=cancelled', statuses: operatorOnly(200) },
  ],
  getReassignment: ofReassignment(''),
  listReassignmentOutcomes: ofReassignment('/outcomes'),
  acceptReassignment: ofReassignment('/accept', [401, 404, 404, 403, 403, 404, 409, 403]),
  previewReassignment: ofReassignment('/preview', [401, 404, 404, 200, 404, 404, 404, 200]),
  acceptReassignments: [
    {
      path: '/reassignments/accept',
      body: () => ({
        batch: 'none',
        requestedBy: names['technical'],
        requestedUntil: '2026-03-01T08:00:00.000Z',
      }),
      statuses: everyone(200),
    },
  ],
  remindReassignment: ofReassignment('/remind', [401, 404, 404, 409, 403, 404, 403, 409]),
  listReassignmentEvents: ofReassignment('/events'),
  getMe: [{ path: '/me', statuses: everyone(200) }],
  putMe: [
    {
      path: '/me',
      body: () => ({ language: 'en' }),
      statuses: [401, 404, 200, 200, 200, 200, 200, 404],
    },
  ],
  listInbox: [{ path: '/me/inbox', statuses: everyone(200) }],
  refuseReassignment: ofReassignment('/refuse', [401, 404, 404, 403, 403, 404, 409, 403]),
  cancelReassignment: ofReassignment('/cancel', [401, 404, 404, 200, 403, 404, 403, 200]),
};

const rows = Object.values(operations).flatMap(({ operationId, method }) =>
  table[operationId].map((row) => ({ name: `${method} ${row.path}`, method, ...row })),
);

describe('Who may do what', () => {
  it.each(rows)('$name', async ({ method, path, body, statuses }) => {
    const address = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => names[name] ?? '');
    const answered: Record<string, number> = {};
    for (const caller of callers) {
      const token = tokens[caller];
      const { status } = await running.fetch(method, address, {
        ...(body !== undefined && { body: body() }),
        ...(token !== undefined && { token }),
      });
      answered[caller] = status;
    }
    expect(answered).toEqual(Object.fromEntries(callers.map((caller, index) => [caller, statuses[index]])));
  });
});
