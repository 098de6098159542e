import * as z from 'zod';
import { allRoles, count, decidedBy, event, reason, time, untilDecided, via } from './event-parts.ts';
import { Nic, ReassignmentId } from './identifiers.ts';

const ofReassignment = {
  reassignmentId: ReassignmentId.meta({ description: 'The reassignment that it is about.' }),
  from: Nic.meta({ description: 'Who is replaced.' }),
  to: Nic.meta({ description: 'Who takes its place.' }),
  roles: allRoles.meta({ description: 'The roles in which it is replaced.' }),
  requestedBy: Nic.meta({ description: 'Who requested the reassignment.' }),
};
const targets = z
  .object({
    targets: count.meta({ description: 'Groups and single services that it covered.' }),
    completed: count.meta({ description: 'Those whose change completed.' }),
    failed: count.meta({ description: 'Those that failed.' }),
    skipped: count.meta({ description: 'Those that a rule left as they were.' }),
  })
  .meta({ description: 'How it ended for its targets.' });
const runAt = time.optional().meta({ description: 'When it is to run, if it names a time.' });

/** What happens to a reassignment. Each change that it makes has events of its own, with its `reassignmentId`. */
export const ReassignmentEvent = z
  .discriminatedUnion('type', [
    event('reassignment.requested', {
      ...ofReassignment,
      reason,
      runAt,
      expiresAt: untilDecided.optional().meta({
        description: 'Until when `to` can accept. Absent if it has consented.',
      }),
    }).meta({ id: 'ReassignmentRequested', description: 'A reassignment was requested.' }),
    event('reassignment.consent-accepted', { ...ofReassignment, nic: decidedBy, via }).meta({
      id: 'ReassignmentConsentAccepted',
      description: '`to` consented, for all targets.',
    }),
    event('reassignment.consent-refused', { ...ofReassignment, nic: decidedBy, reason }).meta({
      id: 'ReassignmentConsentRefused',
      description: '`to` refused, which ends the reassignment.',
    }),
    event('reassignment.scheduled', { ...ofReassignment, runAt }).meta({
      id: 'ReassignmentScheduled',
      description: 'It has its consent, and waits for its time.',
    }),
    event('reassignment.started', ofReassignment).meta({
      id: 'ReassignmentStarted',
      description: 'It runs: it makes a change for each target.',
    }),
    event('reassignment.completed', { ...ofReassignment, targets }).meta({
      id: 'ReassignmentCompleted',
      description: 'It ended, and no target failed.',
    }),
    event('reassignment.completed-with-failures', { ...ofReassignment, targets }).meta({
      id: 'ReassignmentCompletedWithFailures',
      description: 'It ended, and failed for some targets.',
    }),
    event('reassignment.retried', ofReassignment).meta({
      id: 'ReassignmentRetried',
      description: 'A change of it that had failed is tried again.',
    }),
    event('reassignment.reminded', { ...ofReassignment, expiresAt: untilDecided }).meta({
      id: 'ReassignmentReminded',
      description: '`to` is reminded that its decision is missing.',
    }),
    event('reassignment.cancelled', { ...ofReassignment, reason }).meta({
      id: 'ReassignmentCancelled',
      description: 'Its owner or an operator cancelled it.',
    }),
    event('reassignment.expired', ofReassignment).meta({
      id: 'ReassignmentExpired',
      description: 'Its time was over before `to` had decided.',
    }),
  ])
  .meta({ id: 'ReassignmentEvent', description: 'What happened to a reassignment.' });
export type ReassignmentEvent = z.infer<typeof ReassignmentEvent>;
