import type { AccountRow } from '../files/tables.ts';

/** What a dry run would have written so far: the API cannot know of it when it judges the rows after. */
export interface Rehearsal {
  readonly accounts: Map<string, AccountRow['status']>;
  readonly groups: Set<string>;
}

export const newRehearsal = (): Rehearsal => ({ accounts: new Map(), groups: new Set() });
