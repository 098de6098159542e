import { changeEvent, reassignmentEvent } from './event-examples.ts';

const contacts = { administration: 'ab12345-ovh', technical: 'cd67890-ovh', billing: 'ab12345-ovh' };
const account = {
  nic: 'ab12345-ovh',
  voipValidated: true,
  balanceCents: 0,
  status: 'open',
  name: 'Head office',
  email: 'telephony@example.com',
  language: 'en',
};
const group = {
  groupId: 'ab12345-ovh-1',
  description: 'Head office',
  contacts,
  revision: 3,
  serviceCount: 85,
  yourRoles: ['administration', 'billing'],
  openChanges: [],
};
const service = { serviceId: '0033972101234', kind: 'line', groupId: group.groupId, contacts, inSync: true };
const awaiting = {
  changeId: '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X',
  groupId: group.groupId,
  state: 'awaiting-consent',
  contacts: { technical: { from: 'cd67890-ovh', to: 'ef24680-ovh' } },
  requestedBy: 'ab12345-ovh',
  reason: 'The department moved',
  requestedAt: '2026-03-01T08:00:00.000Z',
  expiresAt: '2026-03-08T08:00:00.000Z',
  consents: [{ nic: 'ef24680-ovh', roles: ['technical'], decision: 'pending' }],
  progress: { services: 85, applied: 0, superseded: 0, failed: 0, pending: 85 },
};
const { changeId: _changeId, ...ofDryRun } = awaiting;
const dryRun = { dryRun: true, ...ofDryRun };
const decidedAt = '2026-03-01T09:00:00.000Z';
const { expiresAt: _expiresAt, ...decided } = awaiting;
const effective = {
  ...decided,
  state: 'propagating',
  consents: [{ nic: 'ef24680-ovh', roles: ['technical'], decision: 'accepted', via: 'accept', decidedAt }],
  revision: 4,
  startedAt: decidedAt,
};
const refused = {
  ...decided,
  state: 'refused',
  consents: [{ nic: 'ef24680-ovh', roles: ['technical'], decision: 'refused', decidedAt }],
  rejection: { code: 'refused', detail: 'These are not our numbers' },
};
const reassignment = {
  reassignmentId: '01KJQ5B2C4D6E8F0G1H3J5K7M9',
  from: 'cd67890-ovh',
  to: 'ef24680-ovh',
  roles: ['technical'],
  requestedBy: 'ab12345-ovh',
  reason: 'The department moved',
  requestedAt: '2026-03-01T08:00:00.000Z',
  expiresAt: '2026-03-08T08:00:00.000Z',
  state: 'awaiting-consent',
  consent: { nic: 'ef24680-ovh', decision: 'pending' },
  progress: { targets: 0, completed: 0, failed: 0, skipped: 0, pending: 0 },
};
const { expiresAt: _expiryOfReassignment, ...decidedReassignment } = reassignment;
const runningReassignment = {
  ...decidedReassignment,
  state: 'running',
  consent: { nic: 'ef24680-ovh', decision: 'accepted', via: 'accept', decidedAt },
  startedAt: decidedAt,
  progress: { targets: 212, completed: 140, failed: 0, skipped: 3, pending: 69 },
};
const refusedReassignment = {
  ...decidedReassignment,
  state: 'refused',
  consent: { nic: 'ef24680-ovh', decision: 'refused', decidedAt },
  rejection: { code: 'refused', detail: 'These are not our numbers' },
};
const cancelled = {
  state: 'cancelled',
  rejection: { code: 'cancelled', detail: 'The department stays where it is' },
};
const skippedOutcome = {
  groupId: 'gh13579-ovh-2',
  roles: ['technical'],
  state: 'skipped',
  failure: {
    code: 'not-administration-contact',
    detail: 'Only the administration contact of the group may request a change of its contacts.',
  },
};
const list = (item: unknown) => ({ items: [item], nextCursor: null });
const previewedOutcome = {
  groupId: group.groupId,
  roles: ['technical'],
  state: 'pending',
  contacts: { technical: { from: 'cd67890-ovh', to: 'ef24680-ovh' } },
  errors: [],
};
const consentCode = {
  codeId: '01KJQ7F6G8H0J2K4M6N8P0Q2R4',
  roles: ['technical'],
  groupId: group.groupId,
  expiresAt: '2026-03-01T09:00:00.000Z',
};
const { reassignmentId: _reassignmentId, ...ofDryRunReassignment } = reassignment;
const dryRunReassignment = {
  dryRun: true,
  ...ofDryRunReassignment,
  progress: { targets: 1, completed: 0, failed: 0, skipped: 0, pending: 1 },
  preview: { ...list(previewedOutcome), total: { targets: 1, isExact: true } },
};
const me = {
  nic: 'ef24680-ovh',
  isOperator: false,
  account: {
    voipValidated: true,
    standing: 'good',
    status: 'open',
    name: 'Network operations',
    email: 'network@example.com',
    language: 'fr',
  },
  waiting: { contactChanges: 2, reassignments: 1 },
};
const resync = {
  resyncId: '01KJQ6D4E6F8G0H2J4K6M8N0P2',
  state: 'running',
  told: 0,
  failed: 0,
  pending: 0,
};

const examples: Readonly<Record<string, unknown>> = {
  getHealth: { status: 'ok' },
  getOpenapi: { openapi: '3.1.0' },
  getEventSchemas: { $schema: 'https://json-schema.org/draft/2020-12/schema' },
  getMe: me,
  putMe: me,
  putAccount: account,
  getAccount: account,
  listAccounts: list(account),
  putGroup: group,
  listGroups: list(group),
  getGroup: group,
  listContactRoles: {
    items: [
      { groupId: group.groupId, serviceId: service.serviceId, roles: ['technical'] },
      { groupId: 'gh13579-ovh-2', roles: ['administration', 'billing'] },
    ],
    nextCursor: null,
  },
  listGroupServices: list(service),
  addGroupServices: { items: [service] },
  'addGroupServices dryRun': { dryRun: true, items: [{ serviceId: service.serviceId, status: 'new' }] },
  putGroupService: service,
  getService: service,
  getServiceRights: {
    serviceId: service.serviceId,
    nic: 'cd67890-ovh',
    roles: ['technical'],
    rights: ['configure', 'view'],
  },
  requestGroupChange: awaiting,
  requestServiceChange: { ...awaiting, serviceId: service.serviceId },
  'requestGroupChange dryRun': dryRun,
  'requestServiceChange dryRun': { ...dryRun, serviceId: service.serviceId },
  listGroupChanges: list(awaiting),
  listMyChanges: list(awaiting),
  getContactChange: effective,
  listMemberOutcomes: list({ serviceId: service.serviceId, kind: 'line', state: 'applied' }),
  acceptContactChange: effective,
  refuseContactChange: refused,
  cancelContactChange: { ...decided, ...cancelled },
  remindContactChange: awaiting,
  listChangeEvents: list(changeEvent),
  retryContactChange: effective,
  retryFailedChanges: { retried: 100, more: true },
  createConsentCode: { ...consentCode, code: 'b3VyLWV4YW1wbGUtY29kZS0h' },
  listConsentCodes: list(consentCode),
  resyncMembers: resync,
  getResync: { ...resync, told: 1_240, pending: 37 },
  requestReassignment: reassignment,
  'requestReassignment dryRun': dryRunReassignment,
  listReassignments: list(runningReassignment),
  getReassignment: runningReassignment,
  listReassignmentOutcomes: list(skippedOutcome),
  previewReassignment: { ...list(previewedOutcome), readAt: decidedAt },
  acceptReassignment: { ...runningReassignment, progress: reassignment.progress },
  acceptReassignments: { accepted: 2, more: false },
  refuseReassignment: refusedReassignment,
  listInbox: list({
    kind: 'contact-change',
    expiresAt: awaiting.expiresAt,
    contactChange: awaiting,
  }),
  remindReassignment: reassignment,
  listReassignmentEvents: list(reassignmentEvent),
  cancelReassignment: { ...decidedReassignment, ...cancelled },
};

const { nic: _nic, ...accountBody } = account;
const changeRequest = { contacts: { technical: 'ef24680-ovh' }, reason: 'The department moved' };
const decision = { reason: 'Agreed on the phone' };

const bodyExamples: Readonly<Record<string, unknown>> = {
  putMe: { email: me.account.email, language: 'fr' },
  remindContactChange: {},
  remindReassignment: {},
  putAccount: accountBody,
  putGroup: { description: group.description, contacts },
  addGroupServices: { services: [{ serviceId: service.serviceId, kind: 'line' }] },
  putGroupService: { kind: 'line' },
  requestGroupChange: { ...changeRequest, effectiveAt: '2026-03-15T08:00:00.000Z' },
  requestServiceChange: changeRequest,
  acceptContactChange: decision,
  refuseContactChange: { reason: 'The department did not move' },
  cancelContactChange: { reason: 'The department stays where it is' },
  retryContactChange: {},
  retryFailedChanges: {
    state: 'completed-with-failures',
    since: '2026-03-01T00:00:00.000Z',
    until: '2026-03-02T00:00:00.000Z',
  },
  acceptReassignments: {
    batch: 'moves of March',
    requestedBy: 'ab12345-ovh',
    requestedUntil: '2026-03-01T08:00:00.000Z',
  },
  createConsentCode: { roles: ['technical'], groupId: group.groupId, expiresInMinutes: 60 },
  requestReassignment: {
    from: 'cd67890-ovh',
    to: 'ef24680-ovh',
    roles: ['technical'],
    groupIds: [group.groupId],
    reason: 'The department moved',
  },
  acceptReassignment: decision,
  refuseReassignment: { reason: 'The department did not move' },
  cancelReassignment: { reason: 'The department stays where it is' },
};

/** The example of the operation's body in the OpenAPI document. */
export const bodyExampleOf = (operationId: string): unknown => bodyExamples[operationId];

/** The example of the operation's success, or of its dry run (`… dryRun`), in the OpenAPI document. */
export const exampleOf = (operationId: string): unknown => examples[operationId];
