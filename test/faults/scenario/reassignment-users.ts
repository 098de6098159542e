import { updateReassignment } from '../../../shared/commands/update-reassignment.ts';
import { requestReassignment } from '../../../shared/commands/request-reassignment.ts';
import { cancelReassignment, decideReassignment } from '../../../shared/domain/decide-reassignment.ts';
import { remindReassignment } from '../../../shared/domain/remind.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import { isWaiting, type Reassignment } from '../../../shared/domain/reassignment.ts';
import { roles, type Role } from '../../../shared/domain/roles.ts';
import { hashOf } from '../../../shared/runtime/hash.ts';
import { TableView } from '../invariants/table-view.ts';
import type { Run } from '../run/run.ts';
import { choose } from './choose.ts';
import { operator, people } from './people.ts';
import type { UserAction } from './user-action.ts';
import { saveCode } from './save-code.ts';

/** A nic or an operator requests a reassignment: of all groups or some, at once or scheduled. */
export function askForReassignment(run: Run): UserAction | undefined {
  const { choices, history } = run.parts;
  const groups = new TableView(run.parts.mirror).groups();
  const isOperator = choices.integer('who asks for the reassignment', 0, 5) >= 3;
  const administrators = groups.map(({ contacts }) => contacts.administration);
  const requester = isOperator
    ? operator
    : choose(run, 'owner of the reassignment', [...administrators, ...administrators, ...people]);
  const from = choose(run, 'from', holders(run));
  const to = choose(
    run,
    'to',
    people.filter((nic) => nic !== from),
  );
  if (requester === undefined || from === undefined || to === undefined) return undefined;
  const all = choices.integer('roles of the reassignment', 0, 4) < 3;
  const moved = all ? [...roles] : someRoles(run);
  const isSome = choices.integer('groups of the reassignment', 0, 3) === 3;
  const some = isSome ? groups.filter(({ groupId }) => choices.integer(`has ${groupId}`, 0, 1) === 1) : [];
  const delay =
    choices.integer('when the reassignment runs', 0, 3) === 3 ? choices.integer('seconds until', 5, 120) : 0;
  const code =
    to === requester || choices.integer('consent to the reassignment', 0, 2) === 2
      ? undefined
      : codeOf(run, to);
  history.asks += 1;
  const idempotency = {
    hash: `key-${history.asks}`,
    fingerprint: 'same',
    answer: () => ({ status: 202, answer: {}, location: '' }),
  };
  const asked = {
    from,
    to,
    roles: moved,
    ...(some.length > 0 && { groupIds: some.map(({ groupId }) => groupId) }),
    ...(delay > 0 && { runAt: new Date(run.time + delay * 1_000).toISOString() }),
    consentCode: code?.code,
  };
  return {
    name: 'askReassignment',
    askedReassignment: { requester, isOperator, code: code?.code },
    async work(effects) {
      await code?.save(effects);
      return requestReassignment(effects, { nic: requester, isOperator }, asked, {
        isDryRun: false,
        idempotency,
      });
    },
  };
}

/** Every holder, once per role of a group and three times per single service, so that those are replaced more often. */
function holders(run: Run): Nic[] {
  const view = new TableView(run.parts.mirror);
  const groups = view.groups();
  const services = groups.flatMap(({ groupId }) => view.members(groupId));
  const ofSingleServices = services.flatMap(({ serviceId }) => {
    const service = view.service(serviceId);
    const { technical } = service?.contacts ?? {};
    return service?.ownTechnicalContact === true && technical !== undefined
      ? [technical, technical, technical]
      : [];
  });
  return [...groups.flatMap(({ contacts }) => Object.values(contacts)), ...ofSingleServices];
}

function someRoles(run: Run): Role[] {
  const chosen = [
    choose(run, 'role of the reassignment', roles),
    choose(run, 'another role of the reassignment', roles),
  ];
  return [...new Set(chosen)].filter((role) => role !== undefined);
}

/** A consent code of `nic` for every role, created once before the reassignment is requested. */
function codeOf(run: Run, nic: Nic) {
  const { history } = run.parts;
  const code = `code-${history.asks}-${nic}`;
  const expiresAt = run.time + 3_600_000;
  history.codes.set(code, { nic, roles, groupId: undefined, expiresAt });
  let isMade = false;
  const save: UserAction['work'] = async ({ consentCodes }) => {
    if (isMade) return;
    await saveCode(consentCodes, {
      hash: hashOf(code),
      nic,
      roles: [...roles],
      expiresAt: new Date(expiresAt).toISOString(),
    });
    isMade = true;
  };
  return { code, save };
}

interface OpenReassignments {
  readonly waiting: readonly Reassignment[];
  readonly cancellable: readonly Reassignment[];
  readonly running: boolean;
}

/** The reassignments that await a decision, and those that may be cancelled. */
export function openReassignments(run: Run): OpenReassignments {
  const reassignments = new TableView(run.parts.mirror).reassignments();
  return {
    waiting: reassignments.filter(({ state }) => state === 'awaiting-consent'),
    running: reassignments.some(({ state }) => state === 'running'),
    cancellable: reassignments.filter(
      (reassignment) => isWaiting(reassignment) || reassignment.state === 'running',
    ),
  };
}

/** `to` accepts or refuses a reassignment. */
export function decideOnReassignment(run: Run, decision: 'accepted' | 'refused'): UserAction | undefined {
  const reassignment = choose(run, 'reassignment', openReassignments(run).waiting);
  if (reassignment === undefined) return undefined;
  const { reassignmentId, to: nic } = reassignment;
  if (decision === 'accepted') run.parts.history.agreedReassignments.add(`${reassignmentId} ${nic}`);
  const caller = { nic, isOperator: false };
  return {
    name: `${decision}Reassignment`,
    work: (effects) =>
      updateReassignment(effects, caller, reassignmentId, (found, now) =>
        decideReassignment(found, { nic, decision }, now),
      ),
  };
}

/** The owner or an operator has `to` reminded. */
export function remindOfReassignment(run: Run): UserAction | undefined {
  const reassignment = choose(run, 'reassignment to remind of', openReassignments(run).waiting);
  if (reassignment === undefined) return undefined;
  const isOperator = run.parts.choices.integer('who reminds', 0, 3) === 3;
  const caller = { nic: isOperator ? operator : reassignment.requestedBy, isOperator };
  return {
    name: 'remindReassignment',
    work: (effects) =>
      updateReassignment(effects, caller, reassignment.reassignmentId, (found, now) =>
        remindReassignment(found, caller, now),
      ),
  };
}

/** The owner or an operator cancels a reassignment, even while it runs. */
export function takeReassignmentBack(run: Run): UserAction | undefined {
  const reassignment = choose(run, 'reassignment to cancel', openReassignments(run).cancellable);
  if (reassignment === undefined) return undefined;
  const isOperator = run.parts.choices.integer('who cancels the reassignment', 0, 1) === 1;
  const caller = { nic: isOperator ? operator : reassignment.requestedBy, isOperator };
  return {
    name: 'cancelReassignment',
    work: (effects) =>
      updateReassignment(effects, caller, reassignment.reassignmentId, (found) =>
        cancelReassignment(found, caller),
      ),
  };
}
