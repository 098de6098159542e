import { addServices } from '../../../shared/commands/add-services.ts';
import { decideAsRecipient, decideChange } from '../../../shared/commands/decide-change.ts';
import { requestChange, type About, type RequestedChange } from '../../../shared/commands/request-change.ts';
import { retryChange } from '../../../shared/commands/retry-change.ts';
import { cancel } from '../../../shared/domain/decide.ts';
import { isOpen } from '../../../shared/domain/contact-change.ts';
import type { ChangeId, GroupId, Nic } from '../../../shared/domain/identifiers.ts';
import { roles, type Role } from '../../../shared/domain/roles.ts';
import { hashOf } from '../../../shared/runtime/hash.ts';
import { serviceKey } from '../../../shared/store/keys.ts';
import type { AskedFor, AskedForReassignment } from '../invariants/history.ts';
import { TableView } from '../invariants/table-view.ts';
import type { Run } from '../run/run.ts';
import type { Effects } from '../under-test/effects.ts';
import { mustHold } from '../violation.ts';
import { choose, chooseNamed } from './choose.ts';
import {
  askForReassignment,
  decideOnReassignment,
  openReassignments,
  takeReassignmentBack,
} from './reassignment-users.ts';
import { groupIds, numbersOfGroup, operator, people, serviceId } from './people.ts';

/** A client's request to the API. The client repeats it unchanged if there is no answer. */
export interface UserAction {
  readonly name: string;
  readonly asked?: AskedFor;
  readonly askedReassignment?: AskedForReassignment;
  work(effects: Effects): Promise<unknown>;
}

/** The next user action by the run's choices, or none if there is nothing to act on. */
export function nextUserAction(run: Run, isFirst: boolean): UserAction | undefined {
  if (isFirst)
    return run.hasReassignments ? askForReassignment(run) : ask(run, aGroup(run), rolesToMove(run));
  const view = new TableView(run.parts.mirror);
  const waiting = view.changes().some(({ state }) => state === 'awaiting-consent');
  const failed = view.changes().some(({ state }) => state === 'completed-with-failures');
  const reassignments = openReassignments(run);
  const kind = chooseNamed(run, 'user action', {
    asks: 8,
    accepts: waiting ? 30 : 0,
    'asks for a service': 3,
    joins: 3,
    leaves: 3,
    retries: failed ? 12 : 0,
    refuses: waiting ? 1 : 0,
    cancels: 1,
    'is found in debt': 1,
    'asks for a reassignment': run.hasReassignments ? 6 : 0,
    'accepts a reassignment': reassignments.waiting.length > 0 ? 25 : 0,
    'refuses a reassignment': reassignments.waiting.length > 0 ? 1 : 0,
    'cancels a reassignment': reassignments.running ? 16 : reassignments.cancellable.length > 0 ? 1 : 0,
  });
  switch (kind) {
    case 'asks':
      return ask(run, aGroup(run), rolesToMove(run));
    case 'asks for a service': {
      const member = choose(run, 'service', view.members(aGroup(run).groupId));
      return member && ask(run, { serviceId: member.serviceId }, ['technical']);
    }
    case 'accepts':
    case 'refuses':
      return decideOn(run, kind === 'accepts' ? 'accepted' : 'refused');
    case 'joins':
      return join(run);
    case 'leaves':
      return leave(run);
    case 'retries':
      return retry(run);
    case 'cancels':
      return takeBack(run);
    case 'asks for a reassignment':
      return askForReassignment(run);
    case 'accepts a reassignment':
    case 'refuses a reassignment':
      return decideOnReassignment(run, kind === 'accepts a reassignment' ? 'accepted' : 'refused');
    case 'cancels a reassignment':
      return takeReassignmentBack(run);
    default:
      return account(run);
  }
}

function aGroup(run: Run): { groupId: GroupId } {
  const ids = new TableView(run.parts.mirror).groups().map(({ groupId }) => groupId);
  const [first = groupIds[0]] = ids;
  const groupId = ids.length > 1 ? choose(run, 'group', ids) : first;
  if (groupId === undefined) throw new Error('There is no group.');
  return { groupId };
}

function rolesToMove(run: Run): Role[] {
  const [first, second] = [choose(run, 'role', roles), choose(run, 'another role', roles)];
  return [...new Set([first, second])].filter((role) => role !== undefined);
}

function ask(run: Run, about: About, moved: readonly Role[]): UserAction {
  const { mirror, history } = run.parts;
  const requester = administratorOf(new TableView(mirror), about);
  const contacts: Partial<Record<Role, Nic>> = {};
  for (const role of moved) contacts[role] = choose(run, `new ${role} contact`, people) ?? requester;
  const recipients = [...new Set(Object.values(contacts))].filter((nic) => nic !== requester);
  const how = chooseNamed(run, 'consent', { 'is asked for': 2, 'is in a code': 3 });
  const later = chooseNamed(run, 'effective', { 'at once': 6, later: 1 });
  const codes = new Map<Nic, string>();
  const number = history.asks;
  if (how === 'is in a code') for (const nic of recipients) codes.set(nic, `code-${number}-${nic}`);
  const expiresAt = run.time + 3_600_000;
  for (const [nic, code] of codes) history.codes.set(code, { nic, roles, groupId: undefined, expiresAt });
  history.asks += 1;
  const idempotency = {
    hash: `key-${history.asks}`,
    fingerprint: 'same',
    answer: () => ({ status: 202, answer: {}, location: '' }),
  };
  const made = new Set<Nic>();
  const effectiveAt = later === 'later' ? new Date(run.time + 90_000) : undefined;
  return {
    name: 'ask',
    asked: { requester, codes },
    async work(effects) {
      for (const [nic, code] of codes) {
        if (made.has(nic)) continue;
        const hash = hashOf(code);
        await effects.consentCodes.save({
          hash,
          nic,
          roles: [...roles],
          expiresAt: new Date(expiresAt).toISOString(),
        });
        made.add(nic);
      }
      const options = { isDryRun: false, idempotency };
      const caller = { nic: requester, isOperator: false };
      const before = endableRequests(run, about, requester);
      const result = await requestChange(
        effects,
        caller,
        about,
        { contacts, consentCodes: codes, effectiveAt },
        options,
      );
      const open = endableRequests(run, about, requester).filter((changeId) => before.includes(changeId));
      if (result.requested !== undefined) mustBeWarnedOf(open, result.requested);
      return result;
    },
  };
}

/** The open requests on services of the group that end when `requester` loses the administration. */
function endableRequests(run: Run, about: About, requester: Nic): ChangeId[] {
  if ('serviceId' in about) return [];
  const view = new TableView(run.parts.mirror);
  const { roleRevisions } = view.group(about.groupId);
  return view
    .changesOf(about.groupId)
    .filter((change) => change.serviceId !== undefined && isOpen(change) && change.requestedBy === requester)
    .filter(({ administrationRevision }) => administrationRevision === roleRevisions.administration)
    .map(({ changeId }) => changeId);
}

/** A change of administration names every request that it would end. */
function mustBeWarnedOf(open: readonly ChangeId[], { change, endedRequests }: RequestedChange): void {
  if (change.contacts.administration === undefined) return;
  for (const changeId of open)
    mustHold(6, endedRequests.named.includes(changeId), () => `no warning of the end of ${changeId}`);
}

/** The administration contact of the group, or of the service's group. */
function administratorOf(view: TableView, about: About): Nic {
  const ofService = 'serviceId' in about ? view.service(about.serviceId)?.groupId : about.groupId;
  const groupId = ofService ?? groupIds[0];
  if (groupId === undefined) throw new Error('There is no group.');
  return view.group(groupId).contacts.administration;
}

function decideOn(run: Run, decision: 'accepted' | 'refused'): UserAction | undefined {
  const { mirror, history } = run.parts;
  const waiting = new TableView(mirror).changes().filter(({ state }) => state === 'awaiting-consent');
  const change = choose(run, 'request', waiting);
  const pending = change?.consents.filter((consent) => consent.decision === 'pending') ?? [];
  const who = choose(run, 'recipient', pending)?.nic;
  if (change === undefined || who === undefined) return undefined;
  const { changeId } = change;
  if (decision === 'accepted') history.agreed.add(`${changeId} ${who}`);
  const caller = { nic: who, isOperator: false };
  return { name: decision, work: (effects) => decideAsRecipient(effects, caller, changeId, { decision }) };
}

function join(run: Run): UserAction {
  const number = run.parts.choices.integer('number that joins', 0, 40);
  const { groupId } = aGroup(run);
  const first = Math.max(groupIds.indexOf(groupId), 0) * numbersOfGroup;
  const wanted = [{ serviceId: serviceId(first + number), kind: 'line' as const }];
  // The cause of the failure is over, or the member system could never be notified.
  run.failingMembers.delete(serviceKey(serviceId(first + number)).pk);
  return { name: 'join', work: (effects) => addServices(effects, groupId, wanted, String) };
}

function leave(run: Run): UserAction | undefined {
  const { groupId } = aGroup(run);
  const member = choose(run, 'member that leaves', new TableView(run.parts.mirror).members(groupId));
  if (member === undefined) return undefined;
  return {
    name: 'leave',
    async work({ groups, services, clock }) {
      for (let attempt = 0; attempt < 8; attempt += 1) {
        const [found, service] = [await groups.find(groupId), await services.find(member.serviceId)];
        if (found === undefined || service === undefined) return;
        if (await services.remove(found.group, service, clock.now())) return;
      }
    },
  };
}

function retry(run: Run): UserAction | undefined {
  const failed = new TableView(run.parts.mirror)
    .changes()
    .filter(({ state }) => state === 'completed-with-failures');
  const change = choose(run, 'change with failures', failed);
  return change && retryOf(run, change.changeId);
}

/** An operator retries the failed members of a change. */
export function retryOf(run: Run, changeId: Parameters<typeof retryChange>[2]): UserAction {
  const { retries } = run.parts.history;
  retries.set(changeId, (retries.get(changeId) ?? 0) + 1);
  const caller = { nic: operator, isOperator: true };
  return { name: 'retry', work: (effects) => retryChange(effects, caller, changeId) };
}

function takeBack(run: Run): UserAction | undefined {
  const change = choose(run, 'request to cancel', new TableView(run.parts.mirror).changes().filter(isOpen));
  if (change === undefined) return undefined;
  const caller = { nic: change.requestedBy, isOperator: false };
  return {
    name: 'cancel',
    work: (effects) => decideChange(effects, caller, change.changeId, (found) => cancel(found, caller)),
  };
}

function account(run: Run): UserAction | undefined {
  const nic = choose(run, 'account', people);
  const balanceCents = run.parts.choices.integer('balance', -1, 1);
  if (nic === undefined) return undefined;
  const saved = { nic, voipValidated: true, balanceCents, status: 'open' as const };
  return { name: 'account', work: (effects) => effects.accounts.save(saved) };
}
