import { isWaiting, type Reassignment } from '../../../shared/domain/reassignment.ts';
import type { Target } from '../../../shared/domain/reassignment-target.ts';
import { mustHold } from '../violation.ts';
import { checkReassignmentSums } from './reassignment-states.ts';
import type { History } from './history.ts';
import type { TableView } from './table-view.ts';

/** Every started reassignment has ended with all of its targets (8); its changes are those of its targets (2). */
export function checkReassignmentsWhenIdle(view: TableView, history: History): void {
  checkAskedOnce(view, history);
  const named = new Map<string, string>();
  for (const reassignment of view.reassignments()) {
    const { reassignmentId, state, run, completedAt } = reassignment;
    const isOver =
      !isWaiting(reassignment) && state !== 'running' && (run === undefined) === (completedAt === undefined);
    mustHold(
      8,
      isOver,
      () => `the reassignment ${reassignmentId} is ${state} endlessly: ${JSON.stringify(reassignment)}`,
    );
    checkReassignmentSums(reassignment, view);
    for (const target of view.targets(reassignmentId)) {
      checkTarget(target, reassignment);
      if (target.changeId !== undefined) named.set(target.changeId, reassignmentId);
    }
  }
  for (const { changeId, reassignmentId } of view.changes()) {
    const isNamed = named.get(changeId) === reassignmentId;
    mustHold(
      2,
      isNamed,
      () => `${changeId} is of the reassignment ${reassignmentId}, whose targets do not name it`,
    );
  }
}

/** Repeated requests for the same reassignment record one. */
function checkAskedOnce(view: TableView, { askedReassignments }: History): void {
  const asked = view
    .reassignments()
    .flatMap(({ reassignmentId }) => askedReassignments.get(reassignmentId) ?? []);
  mustHold(
    2,
    new Set(asked).size === asked.length,
    () => 'a reassignment that was asked for once is there twice',
  );
}

function checkTarget(target: Target, { reassignmentId, state: stateOfReassignment }: Reassignment): void {
  const { state, changeId, failure } = target;
  const words = (): string =>
    `${JSON.stringify(target)} of ${reassignmentId}, which is ${stateOfReassignment}`;
  mustHold(8, state !== 'pending' && state !== 'propagating', () => `endlessly: ${words()}`);
  const hasReason = (state === 'skipped' || state === 'failed') === (failure !== undefined);
  mustHold(1, hasReason, () => `there is no reason for ${words()}`);
  if (changeId !== undefined || failure === undefined) return;
  mustHold(
    7,
    failure.code !== 'cancelled' || stateOfReassignment === 'cancelled',
    () => `no one cancelled ${words()}`,
  );
  mustHold(1, failure.code !== 'internal-error', () => `no fault explains ${words()}`);
}
