import { ChangeId, GroupId, ReassignmentId } from '../../shared/domain/identifiers.ts';
import type { AboutChange, AboutReassignment, MovedRole, Notice } from '../../shared/mail/notice.ts';
import { ada, ben, cleo, dan, serviceId } from './world.ts';

const change: AboutChange = {
  changeId: ChangeId.parse('01KJM6JM005Z9DB5Z1S303WZQV'),
  groupId: GroupId.parse('ab12345-ovh-1'),
  description: 'Customer service',
};
const ofService: AboutChange = { ...change, description: undefined, serviceId: serviceId(1) };
const reassignment: AboutReassignment = {
  reassignmentId: ReassignmentId.parse('01KJM6JM005ZT73F23NB03NRZV'),
  from: cleo,
  to: ben,
  roles: ['billing', 'technical'],
};
const moved: MovedRole[] = [
  { role: 'technical', move: { from: cleo, to: dan } },
  { role: 'billing', move: { from: cleo, to: ben } },
];
const at = '2026-03-02T09:00:00.000Z';
const expiresAt = '2026-03-08T08:00:00.000Z';
const requester = { nic: ada, name: 'Ada’s department' };
const reason = 'The department moves to Lyon.';
const item = { roles: ['billing' as const], reason, expiresAt };

/** A notice of every kind, with everything that it can say. */
export const noticesOfEveryKind: Readonly<Record<string, Notice>> & { readonly expired: Notice } = {
  waiting: {
    kind: 'waiting',
    requester,
    items: [{ ...item, at, change }],
    isMore: false,
    isReminder: false,
  },
  'waiting, several': {
    kind: 'waiting',
    requester: { nic: ada },
    items: [
      { ...item, change },
      { roles: ['technical'], expiresAt, change: ofService },
      { ...item, roles: ['technical', 'billing'], at, reassignment },
    ],
    isMore: true,
    isReminder: false,
  },
  'reminder of a reassignment': {
    kind: 'waiting',
    requester,
    items: [{ ...item, reassignment }],
    isMore: false,
    isReminder: true,
  },
  accepted: {
    kind: 'decided',
    about: change,
    decided: { decision: 'accepted', nic: ben, roles: ['billing'], missing: [dan], at },
  },
  'accepted by all': {
    kind: 'decided',
    about: ofService,
    decided: { decision: 'accepted', nic: ben, roles: ['technical'], missing: [] },
  },
  refused: {
    kind: 'decided',
    about: change,
    decided: { decision: 'refused', nic: ben, roles: ['billing'], reason: 'No.', missing: [] },
  },
  'address changed': { kind: 'address-changed', nic: ben, at },
  started: { kind: 'started', about: change, moved, at, services: 2_000 },
  expired: { kind: 'expired', about: change, at: expiresAt },
  rejected: { kind: 'rejected', about: change, why: 'requester-lost-administration', at },
  completed: { kind: 'completed', about: change, moved, services: 2_000, failed: 0, isRequester: true },
  'completed with failures': {
    kind: 'completed',
    about: change,
    moved,
    services: 2_000,
    failed: 13,
    isRequester: true,
  },
  'completed with failures, for the administration contact': {
    kind: 'completed',
    about: change,
    moved,
    services: 2_000,
    failed: 1,
    isRequester: false,
  },
  'roles planned to be lost': { kind: 'roles-lost', about: change, moved, isEffective: false, at },
  'roles to be lost without a time': { kind: 'roles-lost', about: ofService, moved, isEffective: false },
  'roles lost': { kind: 'roles-lost', about: change, moved, isEffective: true, at },
  'reassignment accepted': {
    kind: 'reassignment-decided',
    about: reassignment,
    decided: { decision: 'accepted', nic: ben, roles: ['billing'], missing: [], at },
  },
  'reassignment refused': {
    kind: 'reassignment-decided',
    about: reassignment,
    decided: { decision: 'refused', nic: ben, roles: ['billing'], reason: 'No.', missing: [] },
  },
  'reassignment started': { kind: 'reassignment-started', about: reassignment, at },
  'reassignment expired': { kind: 'reassignment-expired', about: reassignment, at: expiresAt },
  'reassignment completed': {
    kind: 'reassignment-completed',
    about: reassignment,
    targets: { completed: 200, failed: 0, skipped: 3 },
    isFailed: false,
  },
  'reassignment completed with failures': {
    kind: 'reassignment-completed',
    about: reassignment,
    targets: { completed: 190, failed: 10, skipped: 3 },
    isFailed: true,
  },
  'reassignment planned': { kind: 'reassignment-roles-lost', about: reassignment, isEffective: false, at },
  'reassignment begun': { kind: 'reassignment-roles-lost', about: reassignment, isEffective: true, at },
};
