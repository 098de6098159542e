import type { ChangeEvent, ReassignmentEvent } from '../domain/event.ts';

/** The events that someone may be told of. */
export const changeTypesMailed = [
  'contact-change.requested',
  'contact-change.reminded',
  'contact-change.consent-accepted',
  'contact-change.consent-refused',
  'contact-change.scheduled',
  'contact-change.effective',
  'contact-change.completed',
  'contact-change.completed-with-failures',
  'contact-change.expired',
  'contact-change.rejected',
] as const satisfies readonly ChangeEvent['type'][];

export const reassignmentTypesMailed = [
  'reassignment.requested',
  'reassignment.reminded',
  'reassignment.consent-accepted',
  'reassignment.consent-refused',
  'reassignment.scheduled',
  'reassignment.started',
  'reassignment.completed',
  'reassignment.completed-with-failures',
  'reassignment.expired',
] as const satisfies readonly ReassignmentEvent['type'][];
