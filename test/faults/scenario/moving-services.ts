import { leaving as eventOf, operatorNic } from '../../support/operator.ts';
import { placeOf } from '../../../shared/store/events.ts';
import { enqueueEvents } from '../../../shared/commands/enqueue-events.ts';
import { addServices } from '../../../shared/commands/add-services.ts';
import type { GroupId, ServiceId } from '../../../shared/domain/identifiers.ts';
import type { ServiceKind } from '../../../shared/domain/service.ts';
import { serviceKey } from '../../../shared/store/keys.ts';
import { TableView } from '../invariants/table-view.ts';
import type { Run } from '../run/run.ts';
import type { Effects } from '../under-test/effects.ts';
import { aGroup, choose } from './choose.ts';
import { groupIds, numbersOfGroup, serviceId } from './people.ts';
import type { UserAction } from './user-action.ts';

export function join(run: Run): UserAction {
  const number = run.parts.choices.integer('number that joins', 0, 40);
  const groupId = aGroup(run);
  const first = Math.max(groupIds.indexOf(groupId), 0) * numbersOfGroup;
  const joining = serviceId(first + number);
  return { name: 'join', work: joinAs(run, groupId, joining, 'line') };
}

export function leave(run: Run): UserAction | undefined {
  const groupId = aGroup(run);
  const member = aMember(run, 'member that leaves', groupId);
  return member && { name: 'leave', work: leaveFrom(groupId, member.serviceId) };
}

/** A service leaves its group, then joins the same group or another one, as either kind. */
export function move(run: Run): UserAction | undefined {
  const [from, to] = [aGroup(run), aGroup(run)];
  const member = aMember(run, 'member that moves', from);
  if (member === undefined) return undefined;
  const kind = run.parts.choices.integer('kind', 0, 1) === 0 ? 'line' : 'number';
  const steps = [leaveFrom(from, member.serviceId), joinAs(run, to, member.serviceId, kind)];
  return {
    name: 'move',
    async work(effects) {
      for (const step of steps) await step(effects);
    },
  };
}

const aMember = (run: Run, question: string, groupId: GroupId) =>
  choose(run, question, new TableView(run.parts.mirror).members(groupId));

function joinAs(run: Run, groupId: GroupId, joining: ServiceId, kind: ServiceKind): UserAction['work'] {
  // The cause of the failure is over, or the member system could never be notified.
  run.failingMembers.delete(serviceKey(joining).pk);
  return (effects) => addServices(effects, operatorNic, groupId, [{ serviceId: joining, kind }], String);
}

const leaveFrom =
  (groupId: GroupId, leaving: ServiceId) =>
  async (effects: Effects): Promise<void> => {
    const { groups, services, clock } = effects;
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const [found, service] = [await groups.find(groupId), await services.find(leaving)];
      if (found === undefined || service?.groupId !== groupId) return;
      const event = eventOf(service, found.group.revision, clock.now());
      if (await services.remove(found.group, service, event))
        return enqueueEvents(effects, { groupId, place: placeOf(event) }, operatorNic);
    }
  };
