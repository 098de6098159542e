import { deleteGroup } from '../../functions/api/delete-group/delete-group.ts';
import { putGroup } from '../../functions/api/put-group/put-group.ts';
import { addServices } from '../../shared/commands/add-services.ts';
import { operatorNic } from '../support/operator.ts';
import { asNic, eve, serviceId } from '../support/world.ts';
import type { Act, Both } from './act.ts';
import type { SingleAction } from './actions.ts';
import { groupIdOf } from './actors.ts';
import { deleteModelGroup, joinModel, makeModelGroup, type ModelJoin } from './model-groups.ts';
import { outcome } from './outcome.ts';

const refusedIf = (reasons: readonly string[]) => (reasons.length === 0 ? {} : { refused: reasons });

/** The codes of a refusal, each once. */
const codesOf = (answered: unknown): readonly string[] =>
  Array.isArray(answered) ? [...new Set(answered.map(String))] : [];

const asOperator = { caller: { ...asNic(eve), isOperator: true }, query: {}, headers: {} };

/** One request that adds services. */
export function join({ world }: Both, joining: ModelJoin): Act {
  const { services, group, kind, isPartial } = joining;
  const wanted = services.map((number) => ({ serviceId: serviceId(number), kind }));
  return {
    async inSystem() {
      const added = addServices(world.effects, operatorNic, groupIdOf(group), wanted, String, { isPartial });
      const answered = await outcome(added);
      if (Array.isArray(answered)) return { refused: answered };
      return refusedIf(Array.from(answered.refused.values(), ({ code }) => code).toSorted());
    },
    inModel: (model) => refusedIf(joinModel(model, joining)),
  };
}

/** An operator deletes a group. */
export const deleteOne = ({ world }: Both, group: number): Act => ({
  async inSystem() {
    const remove = deleteGroup(world.effects);
    const asked = { ...asOperator, params: { groupId: groupIdOf(group) }, body: undefined };
    return refusedIf(codesOf(await outcome(remove(asked))));
  },
  inModel: (model) => refusedIf(deleteModelGroup(model, group)),
});

/** An operator makes a group, or tries to. */
export const makeOne = (
  { world }: Both,
  { group, contacts }: Extract<SingleAction, { kind: 'make-group' }>,
): Act => ({
  async inSystem() {
    const asked = { ...asOperator, params: { groupId: groupIdOf(group) }, body: { contacts } };
    return refusedIf(codesOf(await outcome(putGroup(world.effects)(asked))));
  },
  inModel: (model) => refusedIf(makeModelGroup(model, group, contacts)),
});
