import type { Group } from '../domain/group.ts';
import { serviceEvent } from '../domain/events-of-services.ts';
import type { GroupId, Nic, ServiceId } from '../domain/identifiers.ts';
import { refuseIfAny, type Violation } from '../domain/refusal.ts';
import { joinGroup, type Service, type ServiceKind } from '../domain/service.ts';
import { visible } from '../domain/caller.ts';
import { placeOf } from '../store/events.ts';
import { enqueueEvents } from './enqueue-events.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { joinMessages } from '../messages/member-message.ts';
import type { JoinCapabilities } from './capabilities.ts';

export interface NewService {
  readonly serviceId: ServiceId;
  readonly kind: ServiceKind;
}

export interface AddedServices {
  readonly group: Group;
  /** In their order, including members from before, without those that were refused. */
  readonly services: readonly Service[];
  readonly joined: ReadonlySet<ServiceId>;
  /** Empty unless `isPartial`. */
  readonly refused: ReadonlyMap<ServiceId, Violation>;
}

export interface AddOptions {
  /** Judges and answers the same, but writes nothing. */
  readonly isDryRun?: boolean;
  /** Whether to add the others if some are refused. */
  readonly isPartial?: boolean;
}

/**
 * Adds distinct services to a group (R10), by default all or none, and enqueues notifications of those that joined.
 * @param pointerOf where the body names each; undefined where the address names it
 * @throws Refusal `not-found`; unless `isPartial` `service-in-another-group`, and `state-conflict` for a service of
 * another kind
 */
export function addServices(
  capabilities: JoinCapabilities,
  actor: Nic,
  groupId: GroupId,
  wanted: readonly NewService[],
  pointerOf: (index: number) => string | undefined,
  { isDryRun = false, isPartial = false }: AddOptions = {},
): Promise<AddedServices> {
  const { groups, services, clock, notifiesMembers } = capabilities;
  return retryOnConflict(async () => {
    const { group } = visible(await groups.find(groupId), () => true, 'groupId');
    const known = await services.findKnown(wanted.map(({ serviceId }) => serviceId));
    const { members, tombstones, lastRevision } = known;
    const refused = new Map(
      wanted.flatMap((service, index) => {
        const violation = conflict(service, members, groupId, pointerOf(index));
        return violation === undefined ? [] : [[service.serviceId, violation] as const];
      }),
    );
    if (!isPartial) refuseIfAny([...refused.values()]);
    const revision = Math.max(group.revision, lastRevision + 1);
    const joining = wanted
      .filter(({ serviceId }) => !members.has(serviceId))
      .map(({ serviceId, kind }) => joinGroup({ ...group, revision }, serviceId, kind))
      .map((service) => (notifiesMembers ? asUntold(service, clock.now()) : service));
    if (joining.length > 0 && !isDryRun) {
      const moved = { type: 'service.joined', groupId, services: joining, revision, actor } as const;
      const event = serviceEvent(moved, clock.now());
      if (!(await services.join(group, { services: joining, tombstones, revision }, event))) return undefined;
      await Promise.all([
        enqueueJoins(capabilities, joining),
        enqueueEvents(capabilities, { groupId, place: placeOf(event) }, actor),
      ]);
    }
    const all = new Map([...members, ...joining.map((service) => [service.serviceId, service] as const)]);
    const good = wanted.filter(({ serviceId }) => !refused.has(serviceId));
    return {
      group,
      services: good.flatMap(({ serviceId }) => all.get(serviceId) ?? []),
      joined: new Set(joining.map(({ serviceId }) => serviceId)),
      refused,
    };
  });
}

const asUntold = (service: Service, now: Date): Service => {
  const { joinedRevision: revision, contacts } = service;
  return { ...service, untold: { revision, contacts, joinedAt: now.toISOString() } };
};

/** Never throws: the services have joined, and due work notifies of the others. */
async function enqueueJoins(
  { memberQueue, log }: JoinCapabilities,
  joined: readonly Service[],
): Promise<void> {
  const untold = joined.filter((service) => service.untold !== undefined);
  const [first] = untold;
  if (first === undefined) return;
  const { groupId } = first;
  try {
    await memberQueue.send(
      joinMessages(
        untold.map(({ serviceId }) => serviceId),
        groupId,
      ),
    );
  } catch (error) {
    log.warn('Could not enqueue the messages about joins; due work will retry.', { groupId, error });
  }
}

function conflict(
  { serviceId, kind }: NewService,
  known: ReadonlyMap<ServiceId, Service>,
  groupId: GroupId,
  pointer: string | undefined,
): Violation | undefined {
  const service = known.get(serviceId);
  if (service === undefined) return undefined;
  if (service.groupId !== groupId) {
    const detail = `${serviceId} belongs to another group. Remove it there first.`;
    return { code: 'service-in-another-group', ...(pointer !== undefined && { pointer }), detail };
  }
  if (service.kind !== kind) {
    const detail = `${serviceId} is already in the group, as a ${service.kind}. Delete it first to change that.`;
    return { code: 'state-conflict', state: service.kind, pointer: `${pointer ?? ''}/kind`, detail };
  }
  return undefined;
}
