import { accountOperations } from './account-operations.ts';
import { changeOperations } from './change-operations.ts';
import { contactOperations } from './contact-operations.ts';
import { consentOperations } from './consent-operations.ts';
import { eventOperations } from './event-operations.ts';
import { groupOperations } from './group-operations.ts';
import { meOperations } from './me-operations.ts';
import { openOperations } from './open-operations.ts';
import { reassignmentOperations } from './reassignment-operations.ts';
import { remindOperations } from './remind-operations.ts';
import { resyncOperations } from './resync-operations.ts';
import { serviceOperations } from './service-operations.ts';

/** Every operation, by its id. */
export const operations = {
  ...openOperations,
  ...accountOperations,
  ...groupOperations,
  ...serviceOperations,
  ...contactOperations,
  ...changeOperations,
  ...consentOperations,
  ...reassignmentOperations,
  ...meOperations,
  ...eventOperations,
  ...remindOperations,
  ...resyncOperations,
} as const;

export type OperationId = keyof typeof operations;
