import type { Actor, ServiceEvent } from './event.ts';
import type { GroupId } from './identifiers.ts';
import type { Service } from './service.ts';

export interface ServicesMoved {
  readonly type: ServiceEvent['type'];
  readonly groupId: GroupId;
  readonly services: readonly Pick<Service, 'serviceId' | 'kind'>[];
  /** The group's revision at which they joined, or that it had when they left. */
  readonly revision: number;
  readonly actor: Actor;
}

/**
 * The event of one call about services. A service joins strictly above every revision at which it was known (R10), so
 * its events are numbered by revision: a join comes before the leave at the same one.
 */
export function serviceEvent(
  { type, groupId, services, revision, actor }: ServicesMoved,
  now: Date,
): ServiceEvent {
  const sequence = 2 * revision + (type === 'service.joined' ? 1 : 2);
  return {
    type,
    // No two calls name the same service first at the same point.
    eventId: `${services[0]?.serviceId ?? groupId}-${sequence}`,
    at: now.toISOString(),
    actor,
    sequence,
    groupId,
    services: services.map(({ serviceId, kind }) => ({ serviceId, kind })),
    revision,
  };
}
