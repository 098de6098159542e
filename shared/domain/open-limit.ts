import type { Violation } from './refusal.ts';

/** The most reassignments that a nic may have requested and that have not ended, and the most live consent codes. */
export const openLimit = 20;

/** The refusal of one more. */
export const tooManyOpen = (what: 'reassignments' | 'consent codes'): Violation => ({
  code: 'too-many-open',
  detail: `You have ${openLimit} open ${what}, which is the most. Try again when one of them has ended.`,
});
