import { acceptBatch } from '../../shared/commands/accept-batch.ts';
import { ReassignmentId, type Nic } from '../../shared/domain/identifiers.ts';
import type { Reassignment } from '../../shared/domain/reassignment.ts';
import { updateReassignment } from '../../shared/commands/update-reassignment.ts';
import { cancelReassignment, decideReassignment } from '../../shared/domain/decide-reassignment.ts';
import { remindReassignment } from '../../shared/domain/remind.ts';
import { askReassignment, operator } from '../support/reassignments.ts';
import { asNic, type World } from '../support/world.ts';
import { answerOf, type Act, type Answer, type Both } from './act.ts';
import type { SingleAction } from './actions.ts';
import {
  askModelReassignment,
  decideModelReassignment,
  type ModelReassignment,
} from './model-reassignments.ts';
import type { Model } from './model.ts';
import { remindModelReassignment } from './model-reminders.ts';
import { acceptModelBatch } from './model-batches.ts';
import { outcome } from './outcome.ts';

/** Someone requests a reassignment. */
export function askForReassignment(
  { world, model }: Both,
  { who, from, to, roles, batch, inMinutes, isOperator }: Extract<SingleAction, { kind: 'reassignment' }>,
): Act {
  const by = isOperator ? operator : (who ?? model.group(0).contacts.administration);
  const runAt = inMinutes === undefined ? undefined : world.time + inMinutes * 60_000;
  const asked = {
    from,
    to,
    roles: [...roles],
    isOperator,
    ...(batch !== undefined && { batch }),
    ...(runAt !== undefined && { runAt: new Date(runAt) }),
  };
  const request = async (isDryRun: boolean): Promise<Answer> => {
    const answered = await outcome(askReassignment(world, by, { ...asked, isDryRun }));
    if (Array.isArray(answered)) return { refused: answered };
    return { id: answered.reassignmentId, state: answered.state };
  };
  return {
    inSystem: () => request(false),
    dryRun: () => request(true),
    inModel(other) {
      const judged = askModelReassignment(other, {
        by,
        isByOperator: isOperator,
        from,
        to,
        roles,
        batch,
        runAt,
      });
      return Array.isArray(judged) ? { refused: judged } : { made: judged };
    },
  };
}

/** A `to` accepts a whole batch. */
export const acceptAll = (
  { world }: Both,
  { batch, by, to }: Extract<SingleAction, { kind: 'accept-batch' }>,
): Act => ({
  async inSystem() {
    const requestedUntil = world.clock.now();
    const asked = { batch, requestedBy: by, requestedUntil };
    return answerOf(await outcome(acceptBatch(world.effects, asNic(to), asked)));
  },
  inModel(other) {
    acceptModelBatch(other, to, { batch, by });
    return {};
  },
});

/** Someone accepts, refuses or cancels one. */
export function decideAboutReassignment(
  { world, model }: Both,
  { who, request, decision }: Extract<SingleAction, { kind: 'decide-reassignment' }>,
): Act[] {
  const picked = model.reassignments[request % Math.max(model.reassignments.length, 1)];
  if (picked === undefined) return [];
  const by = who ?? (decision === 'cancelled' ? picked.by : picked.to);
  return [
    update(
      world,
      by,
      picked,
      (reassignment, now) =>
        decision === 'cancelled'
          ? cancelReassignment(reassignment, asNic(by))
          : decideReassignment(reassignment, { nic: by, decision }, now),
      (other, same) => decideModelReassignment(other, by, same, decision),
    ),
  ];
}

/** Someone, mostly its owner, has `to` reminded. */
export function remindAboutReassignment(
  { world, model }: Both,
  { who, request }: Extract<SingleAction, { kind: 'remind-of-reassignment' }>,
): Act[] {
  const picked = model.reassignments[request % Math.max(model.reassignments.length, 1)];
  if (picked === undefined) return [];
  const by = who ?? picked.by;
  return [
    update(
      world,
      by,
      picked,
      (reassignment, now) => remindReassignment(reassignment, asNic(by), now),
      (other, same) => remindModelReassignment(other, by, same),
    ),
  ];
}

const update = (
  world: World,
  by: Nic,
  { id }: ModelReassignment,
  inSystem: (reassignment: Reassignment, now: Date) => Reassignment,
  inModel: (model: Model, same: ModelReassignment) => string | undefined,
): Act => ({
  inSystem: async () =>
    answerOf(await outcome(updateReassignment(world.effects, asNic(by), ReassignmentId.parse(id), inSystem))),
  inModel(model) {
    const same = model.reassignments.find((one) => one.id === id);
    if (same === undefined) throw new Error('The model has no such reassignment.');
    const code = inModel(model, same);
    return code === undefined ? {} : { refused: [code] };
  },
});
