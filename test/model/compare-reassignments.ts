import { reassignmentAsOf, type Reassignment } from '../../shared/domain/reassignment.ts';
import { ChangeId, ReassignmentId } from '../../shared/domain/identifiers.ts';
import type { Target, TargetState } from '../../shared/domain/reassignment-target.ts';
import { countsOf, operator, outcomes } from '../support/reassignments.ts';
import { serviceId, type World } from '../support/world.ts';
import { groupIdOf } from './actors.ts';
import { toOutcome, toReassignment } from '../../shared/http/reassignment-answer.ts';
import type { ReassignmentAnswer } from '../../shared/http/contract/reassignment-shapes.ts';
import { noReassignmentCounts } from '../../shared/store/reassignment-counts.ts';
import { agree } from './agree.ts';
import { order, type Model } from './model.ts';
import { reassignmentStateOf, type ModelReassignment, type ModelTarget } from './model-reassignments.ts';

const asOperator = { nic: operator, isOperator: true };

/** Expects that reassignments and their targets stand as in the model, and that their counts fit. */
export async function compareReassignments(world: World, model: Model): Promise<void> {
  for (const reassignment of model.reassignments) {
    const found = await world.stores.reassignments.find(ReassignmentId.parse(reassignment.id));
    if (found === undefined) throw new Error('There is no such reassignment.');
    compareState(model, reassignment, reassignmentAsOf(found, world.clock.now()));
    await countsOf(world, found);
    compareAnswer(
      model,
      reassignment,
      toReassignment(asOperator, found, noReassignmentCounts, world.clock.now()),
    );
    const targets = await outcomes(world, found);
    agree(targets.length, found.run?.targets ?? 0);
    agree(targets.map(nameOf), reassignment.targets.map(nameOfTarget));
    for (const [index, target] of targets.entries())
      await compareTarget(world, target, reassignment.targets[index]);
  }
}

function compareState(
  model: Model,
  reassignment: ModelReassignment,
  { state, expiresAt, rejection }: Reassignment,
): void {
  agree(Date.parse(expiresAt), reassignment.expiresAt);
  const expected = reassignmentStateOf(model, reassignment);
  agree(rejection?.code, expected === 'refused' || expected === 'cancelled' ? expected : undefined);
  agree(
    state === 'running' || state.startsWith('completed') ? 'begun' : state,
    expected === 'running' || expected === 'ended' ? 'begun' : expected,
  );
}

/** What is answered names its expiry only while the consent is missing, and roles in their order. */
function compareAnswer(model: Model, reassignment: ModelReassignment, answer: ReassignmentAnswer): void {
  const isExpiring = reassignmentStateOf(model, reassignment) === 'awaiting-consent';
  agree(answer.expiresAt, isExpiring ? new Date(reassignment.expiresAt).toISOString() : undefined);
  agree(
    answer.roles,
    order.filter((role) => reassignment.roles.includes(role)),
  );
  agree(answer.batch, reassignment.batch);
}

/** A target stands as its change does, at the same moment. */
async function compareTarget(world: World, found: Target, target: ModelTarget | undefined): Promise<void> {
  const { state, changeId, roles } = toOutcome(found);
  agree(
    roles,
    order.filter((role) => roles.includes(role)),
  );
  const { became } = target ?? {};
  if (typeof became !== 'object') return agree(state, became ?? 'pending');
  agree(changeId, became.id);
  const change = await world.changeNow({ changeId: ChangeId.parse(became.id) });
  const states: Partial<Record<typeof change.state, TargetState>> = {
    propagating: 'propagating',
    completed: 'completed',
    'completed-with-failures': 'failed',
  };
  return agree(state, states[change.state]);
}

const nameOf = ({ serviceId: id, groupId }: Target): string => id ?? groupId;
const nameOfTarget = ({ service, group }: ModelTarget): string =>
  service === undefined ? groupIdOf(group) : serviceId(service);
