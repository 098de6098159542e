import { describe, expect, it } from 'vitest';
import type { Account } from '../../shared/domain/account.ts';
import { newGroup, type OpenRequest } from '../../shared/domain/group.ts';
import { ChangeId, type Nic } from '../../shared/domain/identifiers.ts';
import {
  movesOf,
  newChange,
  requestViolations,
  requestsEndedBy,
  type RequestContext,
} from '../../shared/domain/change-request.ts';
import { ada, ben, cleo, dan, eve, groupId } from '../support/world.ts';

const group = newGroup(groupId, { administration: ada, technical: ben, billing: cleo });
const account = (nic: Nic, known: Partial<Account> = {}): [Nic, Account] => [
  nic,
  { nic, voipValidated: true, balanceCents: 0, status: 'open', ...known },
];
const everyone = new Map([ada, ben, cleo, dan, eve].map((nic) => account(nic)));
const changeId = ChangeId.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV');
const lock = (role: OpenRequest['role'], id = changeId, requestedBy = ada): OpenRequest => ({
  role,
  changeId: id,
  requestedBy,
  administrationRevision: 0,
});

const now = new Date('2026-03-01T08:00:00.000Z');
const targetWith = (given: Partial<RequestContext> = {}): RequestContext => ({
  group,
  openRequests: [],
  accounts: everyone,
  codes: new Map(),
  ...given,
});

const violationsOf = (
  requestedBy: Nic,
  contacts: Parameters<typeof movesOf>[0]['contacts'],
  { openRequests = [] as OpenRequest[], accounts = everyone } = {},
) =>
  requestViolations({ requestedBy, contacts }, targetWith({ openRequests, accounts }), now).map(
    ({ code, pointer }) => (pointer === undefined ? code : `${code} ${pointer}`),
  );

describe('A request for other contacts of a group', () => {
  it('is made by the administration contact, for any role', () => {
    expect(violationsOf(ada, { administration: dan, technical: dan, billing: dan })).toEqual([]);
  });

  it.each([ben, cleo, dan])('is refused to %s, who does not administer the group (R4)', (who) => {
    expect(violationsOf(who, { technical: eve })).toEqual(['not-administration-contact']);
  });

  it.each([
    ['is unknown', new Map(), ['recipient-unknown']],
    ['is closed', new Map([account(dan, { status: 'closed' })]), ['recipient-closed']],
    ['owes a cent', new Map([account(dan, { balanceCents: -1 })]), []],
    ['is not validated', new Map([account(dan, { voipValidated: false })]), []],
  ])('is refused for an administration or technical recipient that %s (R3)', (_, accounts, codes) => {
    expect(violationsOf(ada, { administration: dan }, { accounts })).toEqual(
      codes.map((code) => `${code} /contacts/administration`),
    );
    expect(violationsOf(ada, { technical: dan }, { accounts })).toEqual(
      codes.map((code) => `${code} /contacts/technical`),
    );
  });

  it.each([
    ['is neutral', { balanceCents: 0 }, []],
    ['is creditor', { balanceCents: 1 }, []],
    ['owes a cent', { balanceCents: -1 }, ['recipient-in-debt']],
    ['is not validated', { voipValidated: false }, ['recipient-not-validated']],
    [
      'fails every rule',
      { balanceCents: -1, voipValidated: false, status: 'closed' } as const,
      ['recipient-closed', 'recipient-not-validated', 'recipient-in-debt'],
    ],
  ])('is refused for a billing recipient that %s (R3)', (_, known, codes) => {
    const accounts = new Map([account(dan, known)]);
    expect(violationsOf(ada, { billing: dan }, { accounts })).toEqual(
      codes.map((code) => `${code} /contacts/billing`),
    );
  });

  it('ignores roles that the named nic already holds, and is refused if none remains', () => {
    expect(movesOf({ contacts: { technical: ben, billing: dan } }, { group })).toEqual({
      billing: { from: cleo, to: dan },
    });
    expect(violationsOf(ada, { technical: ben, billing: cleo })).toEqual(['nothing-to-change /contacts']);
    expect(violationsOf(ada, {})).toEqual(['nothing-to-change /contacts']);
  });

  it('is refused for a role that an open request holds, and for no other (R8)', () => {
    const openRequests = [lock('technical')];
    expect(violationsOf(ada, { technical: dan }, { openRequests })).toEqual([
      'change-pending /contacts/technical',
    ]);
    expect(violationsOf(ada, { billing: dan }, { openRequests })).toEqual([]);
  });

  it('lists every rule that fails', () => {
    const accounts = new Map([account(dan, { status: 'closed' }), account(eve, { balanceCents: -5 })]);
    expect(
      violationsOf(ada, { technical: dan, billing: eve }, { accounts, openRequests: [lock('billing')] }),
    ).toEqual([
      'recipient-closed /contacts/technical',
      'change-pending /contacts/billing',
      'recipient-in-debt /contacts/billing',
    ]);
  });

  it('tells who may not ask nothing about accounts and open requests', () => {
    const asked = { technical: dan, billing: eve };
    expect(violationsOf(ben, asked, { accounts: new Map(), openRequests: [lock('billing')] })).toEqual([
      'not-administration-contact',
    ]);
  });
});

describe('A request as it is recorded', () => {
  const recorded = (contacts: Parameters<typeof movesOf>[0]['contacts']) =>
    newChange(changeId, { requestedBy: ada, contacts }, targetWith(), now);

  it('expires after seven days (R7)', () => {
    expect(recorded({ technical: dan }).expiresAt).toBe('2026-03-08T08:00:00.000Z');
  });

  it('asks each recipient once for all its roles, and never the requester (R6)', () => {
    expect(recorded({ administration: dan, technical: ada, billing: dan }).consents).toEqual([
      { nic: dan, roles: ['administration', 'billing'], decision: 'pending' },
      { nic: ada, roles: ['technical'], decision: 'accepted', via: 'self', decidedAt: now.toISOString() },
    ]);
  });
});

describe('The requests that a change of administration ends (R5)', () => {
  const other = ChangeId.parse('01ARZ3NDEKTSV4RRFFQ69G5FAW');

  it('are the open requests of the former contact, each once', () => {
    const open = [lock('technical', other), lock('billing', other)];
    expect(requestsEndedBy({ administration: { from: ada, to: dan } }, ada, open)).toEqual([other]);
  });

  it('are none if the administration stays, and never those of another requester', () => {
    expect(requestsEndedBy({ billing: { from: cleo, to: dan } }, ada, [lock('technical', other)])).toEqual(
      [],
    );
    const elses = [lock('technical', other, eve)];
    expect(requestsEndedBy({ administration: { from: ada, to: dan } }, ada, elses)).toEqual([]);
  });
});
