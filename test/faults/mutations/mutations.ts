import type { Mutation } from './mutation.ts';
import { mutationsOfChanges } from './of-changes.ts';
import { mutationsOfEvents } from './of-events.ts';
import { mutationsOfMail } from './of-mail.ts';
import { mutationsOfMessages } from './of-messages.ts';
import { mutationsOfReassignments } from './of-reassignments.ts';

export const mutations: readonly Mutation[] = [
  ...mutationsOfMessages,
  ...mutationsOfChanges,
  ...mutationsOfEvents,
  ...mutationsOfReassignments.map((mutation) => ({ ...mutation, needs: 'reassignments' as const })),
  ...mutationsOfMail.map((mutation) => ({ ...mutation, needs: 'mail' as const })),
];
