import type { Event } from '../../../shared/domain/event.ts';
import type { Transition } from '../table/mirror.ts';
import { mustHold } from '../violation.ts';
import { serviceOf } from './table-view.ts';

/**
 * What joins a group or leaves it in one write is named by one event, and the events of a service are numbered upwards.
 * @param last the sequence of the last event of each service
 */
export function checkServiceEvents(
  transitions: readonly Transition[],
  events: readonly Event[],
  last: Map<string, number>,
): void {
  const named = events.flatMap((event) =>
    'services' in event && Array.isArray(event.services)
      ? event.services.map(({ serviceId }) => ({ serviceId, type: event.type, sequence: event.sequence }))
      : [],
  );
  const moved = transitions.flatMap(({ before: was, after: is }) => {
    const [before, after] = [serviceOf(was), serviceOf(is)];
    if (before === undefined && after !== undefined) return [`service.joined ${after.serviceId}`];
    return before !== undefined && after === undefined ? [`service.left ${before.serviceId}`] : [];
  });
  const said = named.map(({ type, serviceId }) => `${type} ${serviceId}`);
  const isWhole = moved.toSorted().join() === said.toSorted().join() && events.length <= 1;
  mustHold(1, isWhole, () => `events say ${said.join()} of ${moved.join()}`);
  for (const { serviceId, sequence } of named) {
    mustHold(3, sequence > (last.get(serviceId) ?? 0), () => `${serviceId} has event ${sequence} too late`);
    last.set(serviceId, sequence);
  }
}
