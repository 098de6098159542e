import { groupNumbers } from './actors.ts';
import type { Model } from './model.ts';
import {
  changeTarget,
  collect,
  startDueReassignment,
  type ModelReassignment,
} from './model-reassignments.ts';
import type { Seen, SeenReassignment } from './seen.ts';

/** The states of a request whose turn came. */
const started = new Set(['propagating', 'completed', 'completed-with-failures', 'rejected']);

/**
 * Lets the model do what the system has done by itself, in the model's own order and by the model's own rules: requests
 * that start in their turn, and what reassignments collect and change.
 * @param most how many of these happen at the most
 */
export function follow(model: Model, until: Seen, most = Infinity): void {
  let left = most;
  const may = (): boolean => left-- > 0;
  for (const reassignment of model.reassignments) {
    const seen = until.reassignments.get(reassignment.id ?? '');
    if (seen !== undefined) followReassignment(model, reassignment, seen, may);
  }
  // A failed member that takes the change after all may have been the last: then its retry has nothing to do.
  for (const request of model.requests)
    if (until.states.get(request.id ?? '') === 'completed') delete request.retryAt;
  for (const group of groupNumbers) {
    for (const request of model.line(group)) {
      if (!model.isWaiting(request)) continue;
      const state = until.states.get(request.id ?? '') ?? '';
      const isItsTurn = request.retryAt === undefined ? started.has(state) : state === 'propagating';
      if (!isItsTurn || !may()) break;
      model.begin(request);
    }
  }
}

function followReassignment(
  model: Model,
  reassignment: ModelReassignment,
  { reassignment: { run, completedAt }, targets }: SeenReassignment,
  may: () => boolean,
): void {
  if (run === undefined) return;
  if (reassignment.state === 'scheduled' && !(may() && startDueReassignment(model, reassignment))) return;
  const hasGroups = run.phase !== 'collecting';
  if ((hasGroups || run.cursor !== undefined) && !reassignment.collected.has('services')) {
    if (!may()) return;
    collect(model, reassignment, 'services');
  }
  if (hasGroups && !reassignment.collected.has('groups')) {
    if (!may()) return;
    collect(model, reassignment, 'groups');
  }
  for (const [index, target] of reassignment.targets.entries()) {
    const found = targets[index];
    if (target.became !== undefined || found === undefined || found.state === 'pending') continue;
    if (!may()) return;
    // How long others of the group may take is nothing that the model knows.
    if (found.failure?.code === 'group-busy') target.became = 'skipped';
    else {
      const request = changeTarget(model, reassignment, target);
      if (request !== undefined && found.changeId !== undefined) request.id = found.changeId;
    }
  }
  if (completedAt !== undefined && reassignment.state === 'running') reassignment.state = 'ended';
}
