import type { ChangeId, ReassignmentId } from '../domain/identifiers.ts';

/** Where a letter leads: the paths of the console's pages, below its address. */
export const consolePages = {
  /** What waits for the reader. */
  inbox: '',
  change: (changeId: ChangeId): string => `changes/${changeId}`,
  reassignment: (reassignmentId: ReassignmentId): string => `reassignments/${reassignmentId}`,
} as const;
