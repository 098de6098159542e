import { ReassignmentId } from '../../shared/domain/identifiers.ts';
import { updateReassignment } from '../../shared/commands/update-reassignment.ts';
import { cancelReassignment, decideReassignment } from '../../shared/domain/decide-reassignment.ts';
import { askReassignment, operator } from '../support/reassignments.ts';
import { asNic } from '../support/world.ts';
import { answerOf, type Act, type Answer, type Both } from './act.ts';
import type { SingleAction } from './actions.ts';
import { askModelReassignment, decideModelReassignment } from './model-reassignments.ts';
import { outcome } from './outcome.ts';

/** Someone requests a reassignment. */
export function askForReassignment(
  { world, model }: Both,
  { who, from, to, roles, inMinutes, isOperator }: Extract<SingleAction, { kind: 'reassignment' }>,
): Act {
  const by = isOperator ? operator : (who ?? model.group(0).contacts.administration);
  const runAt = inMinutes === undefined ? undefined : world.time + inMinutes * 60_000;
  const asked = {
    from,
    to,
    roles: [...roles],
    isOperator,
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
      const judged = askModelReassignment(other, { by, isByOperator: isOperator, from, to, roles, runAt });
      return Array.isArray(judged) ? { refused: judged } : { made: judged };
    },
  };
}

/** Someone accepts, refuses or cancels one. */
export function decideAboutReassignment(
  { world, model }: Both,
  { who, request, decision }: Extract<SingleAction, { kind: 'decide-reassignment' }>,
): Act[] {
  const picked = model.reassignments[request % Math.max(model.reassignments.length, 1)];
  if (picked === undefined) return [];
  const { id } = picked;
  const by = who ?? (decision === 'cancelled' ? picked.by : picked.to);
  return [
    {
      inSystem: async () =>
        answerOf(
          await outcome(
            updateReassignment(world.effects, asNic(by), ReassignmentId.parse(id), (reassignment, now) =>
              decision === 'cancelled'
                ? cancelReassignment(reassignment, asNic(by))
                : decideReassignment(reassignment, { nic: by, decision }, now),
            ),
          ),
        ),
      inModel(other) {
        const same = other.reassignments.find((one) => one.id === id);
        if (same === undefined) throw new Error('The model has no such reassignment.');
        const code = decideModelReassignment(other, by, same, decision);
        return code === undefined ? {} : { refused: [code] };
      },
    },
  ];
}
