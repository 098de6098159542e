import { deleteGroupService } from '../../functions/api/delete-group-service/delete-group-service.ts';
import { decideChange } from '../../shared/commands/decide-change.ts';
import { remind } from '../../shared/domain/remind.ts';
import { ChangeId, type Nic } from '../../shared/domain/identifiers.ts';
import { roles } from '../../shared/domain/roles.ts';
import { asNic, eve, serviceId } from '../support/world.ts';
import { answerOf, work, type Act, type Answer, type Both, type Judged } from './act.ts';
import type { SingleAction } from './actions.ts';
import { groupIdOf } from './actors.ts';
import { deliver } from './deliver.ts';
import { deleteOne, join, makeOne } from './group-acts.ts';
import type { Model } from './model.ts';
import type { ModelRequest } from './model-types.ts';
import { remindModel } from './model-reminders.ts';
import { askModel, cancelModel, decideModel } from './model-requests.ts';
import { outcome } from './outcome.ts';
import {
  acceptAll,
  askForReassignment,
  decideAboutReassignment,
  remindAboutReassignment,
} from './reassignment-acts.ts';

/** Codes outlive what may happen while they are used. */
const codeMinutes = 100_000;

/** What the action does, one after the other. */
export function actsOf(both: Both, action: SingleAction): Act[] {
  const { world, model } = both;
  switch (action.kind) {
    case 'account':
      return [account(both, action)];
    case 'ask':
      return [ask(both, action)];
    case 'decide':
      return pick(model, action.request, (request) => [decide(both, action.who, request, action.decision)]);
    case 'agree':
      return pick(model, action.request, (request) =>
        [...request.consents]
          .filter(([, decision]) => decision === 'pending')
          .map(([nic]) => decide(both, nic, request, 'accepted')),
      );
    case 'retry':
      return pick(model, action.request, (request) => [retry(both, request)]);
    case 'remind':
      return pick(model, action.request, (request) => [remindOf(both, action.who ?? request.by, request)]);
    case 'cancel':
      return pick(model, action.request, (request) => [cancel(both, action.who, request)]);
    case 'clock':
      return [clock(both, action.minutes * 60_000)];
    case 'due':
      return [
        work(() => world.runDueWork()),
        work(() => world.advance()),
        ...actsOf(both, { kind: 'run-reassignments' }),
      ];
    case 'steps':
      return [work(() => world.advance())];
    case 'deliver':
      return [work(() => deliver(world, both.system, action))];
    case 'join': {
      const { service, others, group, as: kind, isPartial } = action;
      const services = [...new Set([service, ...others])];
      const joins = join(both, { services, group, kind, isPartial });
      return action.leaves ? [...leave(both, service), joins] : [joins];
    }
    case 'leave':
      return leave(both, action.service);
    case 'delete-group':
      return [
        ...(action.leave ? model.membersOf(action.group).flatMap((service) => leave(both, service)) : []),
        deleteOne(both, action.group),
      ];
    case 'make-group':
      return [makeOne(both, action)];
    case 'accept-batch':
      return [acceptAll(both, action)];
    case 'reassignment':
      return [askForReassignment(both, action)];
    case 'decide-reassignment':
      return decideAboutReassignment(both, action);
    case 'remind-of-reassignment':
      return remindAboutReassignment(both, action);
    case 'run-reassignments':
      // One step after the other, so that it is known which comes first.
      return Array.from({ length: 6 }, () =>
        work(() => world.runReassignments(world.reassignmentQueue.messages.splice(0, 1))),
      );
    default:
      return action satisfies never;
  }
}

const refusedWith = (code: string | undefined): Judged => (code === undefined ? {} : { refused: [code] });

const idOf = (request: ModelRequest): ChangeId => ChangeId.parse(request.id);

const sameIn = (model: Model, { id }: ModelRequest): ModelRequest => {
  const found = model.requests.find((request) => request.id === id);
  if (found === undefined) throw new Error('The model has no such request.');
  return found;
};

function pick(model: Model, index: number, acts: (request: ModelRequest) => Act[]): Act[] {
  const request = model.requests[index % Math.max(model.requests.length, 1)];
  return request === undefined ? [] : acts(request);
}

function account({ world }: Both, action: Extract<SingleAction, { kind: 'account' }>): Act {
  const { who, voipValidated, balanceCents, isOpen } = action;
  const known = { voipValidated, balanceCents, status: isOpen ? 'open' : 'closed' } as const;
  return {
    async inSystem() {
      await world.account(who, known);
      return {};
    },
    inModel(model) {
      model.accounts.set(who, known);
      return {};
    },
  };
}

function ask({ world, model }: Both, action: Extract<SingleAction, { kind: 'ask' }>): Act {
  const { contacts, service, inMinutes, codesFrom } = action;
  const group = (service === undefined ? undefined : model.services.get(service)?.group) ?? action.group;
  const by = action.who ?? model.group(group).contacts.administration;
  const effectiveAt = inMinutes === undefined ? undefined : world.time + inMinutes * 60_000;
  const codes: Record<string, string> = {};
  const request = async (isDryRun: boolean): Promise<Answer> => {
    for (const nic of codesFrom) codes[nic] ??= await world.code(nic, [...roles], { minutes: codeMinutes });
    const asked = {
      codes,
      isDryRun,
      group: groupIdOf(group),
      ...(service !== undefined && { service }),
      ...(effectiveAt !== undefined && { effectiveAt: new Date(effectiveAt) }),
    };
    const answered = await outcome(world.request(by, contacts, asked));
    if (Array.isArray(answered)) return { refused: answered };
    const { changeId, state } = answered.change;
    return { id: changeId, state };
  };
  return {
    inSystem: () => request(false),
    dryRun: () => request(true),
    inModel(other) {
      const judged = askModel(other, { by, contacts, group, service, effectiveAt, codesFrom });
      return Array.isArray(judged) ? { refused: judged } : { made: judged };
    },
  };
}

const decide = ({ world }: Both, who: Nic, request: ModelRequest, decision: 'accepted' | 'refused'): Act => ({
  async inSystem() {
    const change = { changeId: idOf(request) };
    return answerOf(
      await outcome(decision === 'accepted' ? world.accept(who, change) : world.refuse(who, change)),
    );
  },
  inModel: (model) => refusedWith(decideModel(model, who, sameIn(model, request), decision)),
});

const remindOf = ({ world }: Both, who: Nic, request: ModelRequest): Act => ({
  async inSystem() {
    const caller = asNic(who);
    return answerOf(
      await outcome(
        decideChange(world.effects, caller, idOf(request), (change, now) => remind(change, caller, now)),
      ),
    );
  },
  inModel: (model) => refusedWith(remindModel(model, who, sameIn(model, request))),
});

const cancel = ({ world }: Both, who: Nic, request: ModelRequest): Act => ({
  inSystem: async () => answerOf(await outcome(world.cancel(who, { changeId: idOf(request) }))),
  inModel: (model) => refusedWith(cancelModel(model, who, sameIn(model, request))),
});

/** The system says whether members failed; the model knows when their retry begins. */
export const retry = ({ world }: Pick<Both, 'world'>, request: ModelRequest): Act => ({
  inSystem: async () => answerOf(await outcome(world.retry(eve, { changeId: idOf(request) }, true))),
  inModel(model) {
    if (model.seen.states.get(idOf(request)) !== 'completed-with-failures' || !model.hasGroup(request))
      return refusedWith('state-conflict');
    model.retry(sameIn(model, request), eve);
    return {};
  },
});

const clock = ({ world }: Both, milliseconds: number): Act => ({
  inSystem() {
    world.time += milliseconds;
    return Promise.resolve({});
  },
  inModel(model) {
    model.time += milliseconds;
    return {};
  },
});

function leave({ world, model }: Both, service: number): Act[] {
  const group = model.services.get(service)?.group;
  if (group === undefined) return [];
  const named = { groupId: groupIdOf(group), serviceId: serviceId(service) };
  const input = { caller: { ...asNic(eve), isOperator: true }, params: named, query: {}, headers: {} };
  const remove = deleteGroupService(world.effects);
  return [
    {
      inSystem: async () => answerOf(await outcome(Promise.resolve(remove({ ...input, body: undefined })))),
      inModel: (other) => ({ refused: other.leave(service, group) }),
    },
  ];
}
