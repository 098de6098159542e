import * as z from 'zod';
import { ChangeEvent } from './change-event.ts';
import { count, event } from './event-parts.ts';
import { GroupId, ServiceId, type ChangeId, type ReassignmentId } from './identifiers.ts';
import { ReassignmentEvent } from './reassignment-event.ts';
import { ServiceKind } from './service.ts';

export { system, type Actor } from './event-parts.ts';
export { ChangeEvent } from './change-event.ts';
export { ReassignmentEvent } from './reassignment-event.ts';

/** The most services that join in one call. */
const joinLimit = 40;
const ofServices = {
  groupId: GroupId.meta({ description: 'The group of the services.' }),
  services: z
    .array(
      z.object({
        serviceId: ServiceId.meta({ description: 'The service.' }),
        kind: ServiceKind.meta({ description: 'A line, or a number that is an alias of one.' }),
      }),
    )
    .max(joinLimit)
    .meta({ description: 'The services of one call.' }),
  revision: count.meta({
    description: 'The revision of the group at which they joined, or at which it last knew them.',
  }),
};

/** Services that join a group or leave it. */
export const ServiceEvent = z
  .discriminatedUnion('type', [
    event('service.joined', ofServices).meta({
      id: 'ServiceJoined',
      description: 'Services joined a group.',
    }),
    event('service.left', ofServices).meta({ id: 'ServiceLeft', description: 'A service left its group.' }),
  ])
  .meta({ id: 'ServiceEvent', description: 'Services that joined a group or left it.' });
export type ServiceEvent = z.infer<typeof ServiceEvent>;

/** Something that was decided or ended. It is written in the transaction that made it true, and published later. */
export const Event = z
  .discriminatedUnion('type', [ChangeEvent, ReassignmentEvent, ServiceEvent])
  .meta({ id: 'Event', description: 'Something that was decided or ended.' });
export type Event = z.infer<typeof Event>;

/** What events are about: a change, a reassignment, or one call about services of a group. */
export type EventSubject =
  | { readonly changeId: ChangeId }
  | { readonly reassignmentId: ReassignmentId }
  | { readonly groupId: GroupId; readonly place: string };
