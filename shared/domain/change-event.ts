import * as z from 'zod';
import { otherCode, RejectionCode } from './codes.ts';
import { allRoles, count, decidedBy, event, reason, text, time, untilDecided, via } from './event-parts.ts';
import { ChangeId, GroupId, Nic, ReassignmentId, ServiceId } from './identifiers.ts';
import { forEachRole, Role } from './roles.ts';

const move = (role: Role) =>
  z
    .object({
      from: Nic.meta({ description: 'The contact before.' }),
      to: Nic.meta({ description: 'The contact after.' }),
    })
    .optional()
    .meta({ description: `The ${role} contact before and after, if it changes.` });

const ofChange = {
  changeId: ChangeId.meta({ description: 'The change that it is about.' }),
  groupId: GroupId.meta({ description: 'The group of the change.' }),
  serviceId: ServiceId.optional().meta({ description: 'The service, if the change is of that alone.' }),
  reassignmentId: ReassignmentId.optional().meta({
    description: 'The reassignment that made the change, if one did.',
  }),
  requestedBy: Nic.meta({ description: 'Who requested the change.' }),
  contacts: z.object(forEachRole(move)).meta({ description: 'The contacts that change.' }),
};
const members = z
  .object({
    services: count.meta({ description: 'Services of the change.' }),
    applied: count.meta({ description: 'Those that took it.' }),
    superseded: count.meta({ description: 'Those at which a later change stood before they took it.' }),
    failed: count.meta({ description: 'Those that failed.' }),
  })
  .meta({ description: 'How it ended for the services.' });
const decision = {
  nic: decidedBy,
  roles: allRoles.meta({ description: 'The roles that it would take.' }),
};
const recipients = z
  .array(z.object({ ...decision, nic: Nic.meta({ description: 'Whose decision is missing.' }) }))
  .max(Role.options.length)
  .meta({ description: 'Whose decision is missing, and for which roles.' });
const rejection = z
  .object({
    code: z.enum([...RejectionCode.options, otherCode]).meta({ description: 'Which rule.' }),
    detail: text.meta({ description: 'The reason, in words.' }),
  })
  .meta({ description: 'Why it was rejected.' });
const effectiveAt = time.optional();

/** What happens to a change. */
export const ChangeEvent = z
  .discriminatedUnion('type', [
    event('contact-change.requested', {
      ...ofChange,
      reason,
      effectiveAt: effectiveAt.meta({ description: 'When it is to become effective, if it names a time.' }),
      expiresAt: untilDecided.optional().meta({
        description: 'Until when the missing consents can be given. Absent if none is missing.',
      }),
      recipients,
    }).meta({ id: 'ContactChangeRequested', description: 'A change was requested.' }),
    event('contact-change.consent-accepted', { ...ofChange, ...decision, via }).meta({
      id: 'ContactChangeConsentAccepted',
      description: 'A recipient consented.',
    }),
    event('contact-change.consent-refused', { ...ofChange, ...decision, reason }).meta({
      id: 'ContactChangeConsentRefused',
      description: 'A recipient refused, which ends the change.',
    }),
    event('contact-change.scheduled', {
      ...ofChange,
      effectiveAt: effectiveAt.meta({
        description: 'Absent if it waits for other changes of its group, and not for a time.',
      }),
    }).meta({
      id: 'ContactChangeScheduled',
      description:
        'It has all its consents, and waits for its time or for other changes of its group. `actor` is who gave ' +
        'the last consent.',
    }),
    event('contact-change.effective', {
      ...ofChange,
      revision: z.int().positive().meta({ description: 'The revision of the group from now on.' }),
      services: count.meta({ description: 'How many services it propagates to.' }),
    }).meta({
      id: 'ContactChangeEffective',
      description: 'The group, or the service, has the new contacts. It begins to propagate.',
    }),
    event('contact-change.completed', { ...ofChange, members }).meta({
      id: 'ContactChangeCompleted',
      description: 'Every service took it, or a later one instead.',
    }),
    event('contact-change.completed-with-failures', { ...ofChange, members }).meta({
      id: 'ContactChangeCompletedWithFailures',
      description: 'It ended, and failed for some services.',
    }),
    event('contact-change.retried', ofChange).meta({
      id: 'ContactChangeRetried',
      description: 'It is tried again for the services that failed.',
    }),
    event('contact-change.reminded', { ...ofChange, expiresAt: untilDecided, recipients }).meta({
      id: 'ContactChangeReminded',
      description: 'Those whose decision is missing are reminded of it.',
    }),
    event('contact-change.cancelled', { ...ofChange, reason }).meta({
      id: 'ContactChangeCancelled',
      description: 'Its requester or an operator cancelled it.',
    }),
    event('contact-change.expired', ofChange).meta({
      id: 'ContactChangeExpired',
      description: 'Its time was over before it had all its consents.',
    }),
    event('contact-change.rejected', { ...ofChange, rejection }).meta({
      id: 'ContactChangeRejected',
      description: 'A rule ended it before it was effective.',
    }),
  ])
  .meta({ id: 'ContactChangeEvent', description: 'What happened to a change.' });
export type ChangeEvent = z.infer<typeof ChangeEvent>;
