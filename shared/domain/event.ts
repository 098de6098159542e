import * as z from 'zod';
import { otherCode, RejectionCode } from './codes.ts';
import { Consent, Move } from './contact-change.ts';
import { ChangeId, GroupId, Nic, ReassignmentId, ServiceId } from './identifiers.ts';
import { forEachRole, Role } from './roles.ts';
import { ServiceKind } from './service.ts';

/** What happens by the clock or by a rule, and not by a caller. */
export const system = 'system' as const;
export const Actor = z.union([z.literal(system), Nic]);
export type Actor = z.infer<typeof Actor>;

const time = z.iso.datetime();
const count = z.int().nonnegative();
const text = z.string().max(500);
const allRoles = z.array(Role).max(Role.options.length);

const move = z.object(Move.shape).optional();

const common = {
  /** The same whenever the event is delivered. */
  eventId: z.string().min(1).max(100),
  /** When it became true. */
  at: time,
  actor: Actor,
  /** Rises with each event of the same change, reassignment or service. */
  sequence: z.int().positive(),
};

const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), ...common, ...shape });

const ofChange = {
  changeId: ChangeId,
  groupId: GroupId,
  serviceId: ServiceId.optional(),
  reassignmentId: ReassignmentId.optional(),
  requestedBy: Nic,
  contacts: z.object(forEachRole(() => move)),
};
const members = z.object({ services: count, applied: count, superseded: count, failed: count });
const decision = { nic: Nic, roles: allRoles };
const recipients = z.array(z.object(decision)).max(Role.options.length);
const via = Consent.shape.via.unwrap();

/** What happens to a change. */
export const ChangeEvent = z.discriminatedUnion('type', [
  event('contact-change.requested', {
    ...ofChange,
    reason: text.optional(),
    effectiveAt: time.optional(),
    /** Until when the missing consents can be given. Absent if none is missing. */
    expiresAt: time.optional(),
    /** Whose decision is missing, and for which roles. */
    recipients,
  }),
  event('contact-change.consent-accepted', { ...ofChange, ...decision, via }),
  event('contact-change.consent-refused', { ...ofChange, ...decision, reason: text.optional() }),
  event('contact-change.scheduled', {
    ...ofChange,
    /** Absent if it waits for other changes of its group, and not for a time. */
    effectiveAt: time.optional(),
  }),
  event('contact-change.effective', { ...ofChange, revision: z.int().positive(), services: count }),
  event('contact-change.completed', { ...ofChange, members }),
  event('contact-change.completed-with-failures', { ...ofChange, members }),
  event('contact-change.retried', ofChange),
  event('contact-change.reminded', { ...ofChange, expiresAt: time, recipients }),
  event('contact-change.cancelled', { ...ofChange, reason: text.optional() }),
  event('contact-change.expired', ofChange),
  event('contact-change.rejected', {
    ...ofChange,
    rejection: z.object({ code: z.enum([...RejectionCode.options, otherCode]), detail: text }),
  }),
]);
export type ChangeEvent = z.infer<typeof ChangeEvent>;

const ofReassignment = {
  reassignmentId: ReassignmentId,
  from: Nic,
  to: Nic,
  roles: allRoles,
  requestedBy: Nic,
};
const targets = z.object({ targets: count, completed: count, failed: count, skipped: count });

/** What happens to a reassignment. Each change that it makes has events of its own, with its `reassignmentId`. */
export const ReassignmentEvent = z.discriminatedUnion('type', [
  event('reassignment.requested', {
    ...ofReassignment,
    reason: text.optional(),
    runAt: time.optional(),
    /** Until when `to` can accept. Absent if it has consented. */
    expiresAt: time.optional(),
  }),
  event('reassignment.consent-accepted', { ...ofReassignment, nic: Nic, via }),
  event('reassignment.consent-refused', { ...ofReassignment, nic: Nic, reason: text.optional() }),
  event('reassignment.scheduled', { ...ofReassignment, runAt: time.optional() }),
  event('reassignment.started', ofReassignment),
  event('reassignment.completed', { ...ofReassignment, targets }),
  event('reassignment.completed-with-failures', { ...ofReassignment, targets }),
  event('reassignment.retried', ofReassignment),
  event('reassignment.reminded', { ...ofReassignment, expiresAt: time }),
  event('reassignment.cancelled', { ...ofReassignment, reason: text.optional() }),
  event('reassignment.expired', ofReassignment),
]);
export type ReassignmentEvent = z.infer<typeof ReassignmentEvent>;

/** The most services that join in one call. */
const joinLimit = 40;
const ofServices = {
  groupId: GroupId,
  services: z.array(z.object({ serviceId: ServiceId, kind: ServiceKind })).max(joinLimit),
  /** The group's revision at which they joined, or at which the group last knew them. */
  revision: count,
};

/** Services that join a group or leave it. */
export const ServiceEvent = z.discriminatedUnion('type', [
  event('service.joined', ofServices),
  event('service.left', ofServices),
]);
export type ServiceEvent = z.infer<typeof ServiceEvent>;

/** Something that was decided or ended. It is written in the transaction that made it true, and published later. */
export const Event = z.discriminatedUnion('type', [ChangeEvent, ReassignmentEvent, ServiceEvent]);
export type Event = z.infer<typeof Event>;

/** What events are about: a change, a reassignment, or one call about services of a group. */
export type EventSubject =
  | { readonly changeId: ChangeId }
  | { readonly reassignmentId: ReassignmentId }
  | { readonly groupId: GroupId; readonly place: string };
