import type { ModelReassignment } from './model-reassignments.ts';
import type { ModelEvent, ModelRequest } from './model-types.ts';

/** A reassignment that had ended runs again when a change of it does. */
export function reopen(
  reassignments: readonly ModelReassignment[],
  request: ModelRequest,
  by: ModelEvent[1],
): void {
  const reassignment = reassignments.find(({ targets }) => targets.some(({ became }) => became === request));
  if (reassignment?.state !== 'ended') return;
  reassignment.state = 'running';
  reassignment.events.push(['retried', by]);
}
