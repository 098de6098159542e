import type { ReassignmentId } from '../../../shared/domain/identifiers.ts';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import { targetPlace, targetPrefix } from '../../../shared/store/keys.ts';
import type { Transition } from '../table/mirror.ts';
import { mustHold } from '../violation.ts';
import { heldBy } from './held-by.ts';
import { checkBegins } from './reassignment-rights.ts';
import { checkReassignmentState, checkReassignmentSums, checkTargetState } from './reassignment-states.ts';
import { changeOf, reassignmentOf, targetOf, type TableView } from './table-view.ts';

const isCollecting = (reassignment: Reassignment | undefined): boolean =>
  reassignment?.state === 'running' && reassignment.run?.phase === 'collecting';

export class ReassignmentWatch {
  readonly #view: TableView;
  /** What `from` has held all the time while the reassignment collects. */
  readonly #held = new Map<ReassignmentId, readonly string[]>();

  constructor(view: TableView) {
    this.#view = view;
  }

  written(transitions: readonly Transition[], time: number): void {
    const view = this.#view;
    const reassignments = new Set<ReassignmentId>();
    for (const transition of transitions) {
      const reassignment = reassignmentOf(transition.after);
      if (reassignment !== undefined) reassignments.add(reassignment.reassignmentId);
      checkReassignmentState(transition);
      checkTargetState(transition);
      const change = changeOf(transition.after);
      if (change?.reassignmentId === undefined) continue;
      reassignments.add(change.reassignmentId);
      if (transition.before === undefined) this.#checkMade(transition, transitions, time);
    }
    for (const { before, after } of transitions)
      this.#collected(reassignmentOf(before), reassignmentOf(after));
    this.#stillHeld();
    for (const reassignment of reassignmentsNamed(transitions, view)) reassignments.add(reassignment);
    for (const reassignmentId of reassignments) {
      const reassignment = view.reassignment(reassignmentId);
      if (reassignment !== undefined) checkReassignmentSums(reassignment, view);
    }
  }

  /** A change and its target's first step are written together (2). */
  #checkMade({ after }: Transition, transitions: readonly Transition[], time: number): void {
    const change = changeOf(after);
    const reassignment =
      change?.reassignmentId === undefined ? undefined : this.#view.reassignment(change.reassignmentId);
    if (change === undefined || reassignment === undefined) return;
    const isClaimed = transitions.some(
      ({ before, after: is }) =>
        targetOf(before)?.state === 'pending' && targetOf(is)?.changeId === change.changeId,
    );
    mustHold(2, isClaimed, () => `${change.changeId} was made for no target that was still to come`);
    checkBegins(change, reassignment, time);
  }

  /** What `from` held during all of the collecting, and the owner sees, is a target (1). */
  #collected(before: Reassignment | undefined, after: Reassignment | undefined): void {
    if (after === undefined) return;
    const { reassignmentId } = after;
    if (isCollecting(after) && !isCollecting(before))
      this.#held.set(reassignmentId, heldBy(after, this.#view));
    if (isCollecting(after) || !isCollecting(before)) return;
    if (after.state === 'running') {
      const targets = new Set(this.#view.targets(reassignmentId).map(targetPlace));
      const lost = this.#held.get(reassignmentId)?.find((place) => !targets.has(place));
      mustHold(1, lost === undefined, () => `${lost} is no target of ${reassignmentId}, and should be`);
    }
    this.#held.delete(reassignmentId);
  }

  #stillHeld(): void {
    for (const [reassignmentId, held] of this.#held) {
      const reassignment = this.#view.reassignment(reassignmentId);
      if (reassignment === undefined) continue;
      const now = new Set(heldBy(reassignment, this.#view));
      const still = held.filter((place) => now.has(place));
      this.#held.set(reassignmentId, still);
    }
  }
}

/** The reassignments whose targets or counts were written. */
function reassignmentsNamed(transitions: readonly Transition[], view: TableView): ReassignmentId[] {
  const isPart = ({ key: { sk } }: Transition): boolean => sk.startsWith(targetPrefix) || sk === 'COUNTS';
  const parts = new Set(transitions.filter(isPart).map(({ key }) => key.pk.split('#')[1]));
  if (parts.size === 0) return [];
  return view
    .reassignments()
    .map(({ reassignmentId }) => reassignmentId)
    .filter((reassignmentId) => parts.has(reassignmentId));
}
