import { reassignmentAsOf, type Reassignment } from '../../shared/domain/reassignment.ts';
import { ChangeId, ReassignmentId } from '../../shared/domain/identifiers.ts';
import type { Target, TargetState } from '../../shared/domain/reassignment-target.ts';
import { countsOf, outcomes } from '../support/reassignments.ts';
import { serviceId, type World } from '../support/world.ts';
import { groupIdOf } from './actors.ts';
import { agree } from './agree.ts';
import type { Model } from './model.ts';
import { reassignmentStateOf, type ModelReassignment, type ModelTarget } from './model-reassignments.ts';

/** Expects that reassignments and their targets stand as in the model, and that their counts fit. */
export async function compareReassignments(world: World, model: Model): Promise<void> {
  for (const reassignment of model.reassignments) {
    const found = await world.stores.reassignments.find(ReassignmentId.parse(reassignment.id));
    if (found === undefined) throw new Error('There is no such reassignment.');
    compareState(model, reassignment, reassignmentAsOf(found, world.clock.now()));
    await countsOf(world, found);
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

/** A target stands as its change does, at the same moment. */
async function compareTarget(
  world: World,
  { state, changeId }: Target,
  target: ModelTarget | undefined,
): Promise<void> {
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
