import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Model } from './model.ts';
import { reassignmentStateOf, type ModelReassignment } from './model-reassignments.ts';
import type { ModelEvent, ModelRequest } from './model-types.ts';

const hour = 3_600_000;

export function remindModel(model: Model, who: Nic, request: ModelRequest): string | undefined {
  const isParty = request.by === who || request.consents.has(who) || model.isContactOf(who, request);
  if (!isParty) return 'not-found';
  return remindIn(request, {
    who,
    isWaiting: model.stateOf(request) === 'awaiting-consent',
    time: model.time,
  });
}

export function remindModelReassignment(
  model: Model,
  who: Nic,
  reassignment: ModelReassignment,
): string | undefined {
  const state = reassignmentStateOf(model, reassignment);
  if (![reassignment.by, reassignment.from, reassignment.to].includes(who)) return 'not-found';
  return remindIn(reassignment, { who, isWaiting: state === 'awaiting-consent', time: model.time });
}

/** Reminds of what waits, once an hour at most: the code of the refusal, or nothing. */
function remindIn(
  asked: { readonly by: Nic; readonly events: ModelEvent[]; remindedAt?: number },
  { who, isWaiting, time }: { readonly who: Nic; readonly isWaiting: boolean; readonly time: number },
): string | undefined {
  if (who !== asked.by) return 'not-the-requester';
  if (!isWaiting) return 'state-conflict';
  if (asked.remindedAt !== undefined && time < asked.remindedAt + hour) return 'reminded-recently';
  asked.remindedAt = time;
  asked.events.push(['reminded', who]);
  return undefined;
}
