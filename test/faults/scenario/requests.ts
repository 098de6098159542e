import { decideAsRecipient, decideChange } from '../../../shared/commands/decide-change.ts';
import { requestChange, type About, type RequestedChange } from '../../../shared/commands/request-change.ts';
import { remind } from '../../../shared/domain/remind.ts';
import { cancel } from '../../../shared/domain/decide.ts';
import { isOpen } from '../../../shared/domain/contact-change.ts';
import type { ChangeId, Nic } from '../../../shared/domain/identifiers.ts';
import { roles, type Role } from '../../../shared/domain/roles.ts';
import { hashOf } from '../../../shared/runtime/hash.ts';
import { TableView } from '../invariants/table-view.ts';
import type { Run } from '../run/run.ts';
import { mustHold } from '../violation.ts';
import { choose, chooseNamed } from './choose.ts';
import { groupIds, operator, people } from './people.ts';
import type { UserAction } from './user-action.ts';
import { saveCode } from './save-code.ts';

export function rolesToMove(run: Run): Role[] {
  const [first, second] = [choose(run, 'role', roles), choose(run, 'another role', roles)];
  return [...new Set([first, second])].filter((role) => role !== undefined);
}

/** The administration contact asks for a change of these roles. */
export function ask(run: Run, about: About, moved: readonly Role[]): UserAction {
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
        await saveCode(effects.consentCodes, {
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

/** A recipient accepts or refuses. */
export function decideOn(run: Run, decision: 'accepted' | 'refused'): UserAction | undefined {
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

/** The requester or an operator has the recipients reminded. */
export function remindOf(run: Run): UserAction | undefined {
  const waiting = new TableView(run.parts.mirror)
    .changes()
    .filter(({ state }) => state === 'awaiting-consent');
  const change = choose(run, 'request to remind of', waiting);
  if (change === undefined) return undefined;
  const isOperator = run.parts.choices.integer('who reminds', 0, 3) === 3;
  const caller = { nic: isOperator ? operator : change.requestedBy, isOperator };
  return {
    name: 'remind',
    work: (effects) =>
      decideChange(effects, caller, change.changeId, (found, now) => remind(found, caller, now)),
  };
}

/** Who asked for a change cancels it. */
export function takeBack(run: Run): UserAction | undefined {
  const change = choose(run, 'request to cancel', new TableView(run.parts.mirror).changes().filter(isOpen));
  if (change === undefined) return undefined;
  const caller = { nic: change.requestedBy, isOperator: false };
  return {
    name: 'cancel',
    work: (effects) => decideChange(effects, caller, change.changeId, (found) => cancel(found, caller)),
  };
}
