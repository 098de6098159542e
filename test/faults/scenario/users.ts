import { propagatingLimit } from '../../../shared/commands/become-effective.ts';
import { retryChange } from '../../../shared/commands/retry-change.ts';
import { TableView } from '../invariants/table-view.ts';
import type { Run } from '../run/run.ts';
import { aGroup, choose, chooseNamed } from './choose.ts';
import { join, leave, move } from './moving-services.ts';
import { operator, people } from './people.ts';
import {
  askForReassignment,
  decideOnReassignment,
  openReassignments,
  remindOfReassignment,
  takeReassignmentBack,
} from './reassignment-users.ts';
import { ask, decideOn, remindOf, rolesToMove, takeBack } from './requests.ts';
import type { UserAction } from './user-action.ts';

/** The next user action by the run's choices, or none if there is nothing to act on. */
export function nextUserAction(run: Run, isFirst: boolean): UserAction | undefined {
  if (isFirst)
    return run.hasReassignments
      ? askForReassignment(run)
      : ask(run, { groupId: aGroup(run) }, rolesToMove(run));
  const view = new TableView(run.parts.mirror);
  const waiting = view.changes().some(({ state }) => state === 'awaiting-consent');
  const failed = view.changes().some(({ state }) => state === 'completed-with-failures');
  const reassignments = openReassignments(run);
  const kind = chooseNamed(run, 'user action', {
    asks: run.propagatingLimit < propagatingLimit ? 25 : 8,
    accepts: waiting ? 30 : 0,
    'asks for a service': 3,
    joins: 3,
    leaves: 3,
    moves: run.movesServices ? 12 : 3,
    retries: failed ? 12 : 0,
    refuses: waiting ? 1 : 0,
    reminds: waiting ? 3 : 0,
    cancels: 1,
    'is found in debt': 1,
    'asks for a reassignment': run.hasReassignments ? 6 : 0,
    'accepts a reassignment': reassignments.waiting.length > 0 ? 25 : 0,
    'reminds of a reassignment': reassignments.waiting.length > 0 ? 3 : 0,
    'refuses a reassignment': reassignments.waiting.length > 0 ? 1 : 0,
    'cancels a reassignment': reassignments.running ? 16 : reassignments.cancellable.length > 0 ? 1 : 0,
  });
  switch (kind) {
    case 'asks':
      return ask(run, { groupId: aGroup(run) }, rolesToMove(run));
    case 'asks for a service': {
      const member = choose(run, 'service', view.members(aGroup(run)));
      return member && ask(run, { serviceId: member.serviceId }, ['technical']);
    }
    case 'accepts':
    case 'refuses':
      return decideOn(run, kind === 'accepts' ? 'accepted' : 'refused');
    case 'joins':
      return join(run);
    case 'leaves':
      return leave(run);
    case 'moves':
      return move(run);
    case 'retries':
      return retry(run);
    case 'reminds':
      return remindOf(run);
    case 'cancels':
      return takeBack(run);
    case 'asks for a reassignment':
      return askForReassignment(run);
    case 'accepts a reassignment':
    case 'refuses a reassignment':
      return decideOnReassignment(run, kind === 'accepts a reassignment' ? 'accepted' : 'refused');
    case 'reminds of a reassignment':
      return remindOfReassignment(run);
    case 'cancels a reassignment':
      return takeReassignmentBack(run);
    default:
      return account(run);
  }
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

function account(run: Run): UserAction | undefined {
  const nic = choose(run, 'account', people);
  const balanceCents = run.parts.choices.integer('balance', -1, 1);
  if (nic === undefined) return undefined;
  const saved = { nic, voipValidated: true, balanceCents, status: 'open' as const };
  return { name: 'account', work: (effects) => effects.accounts.save(saved) };
}
