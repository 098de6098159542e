import type { Nic } from '../domain/identifiers.ts';
import type { WaitingEntry } from '../store/inbox.ts';
import type { Capabilities } from './capabilities.ts';
import { stillWaiting } from './still-waiting.ts';

/** Nobody reads more of them one by one. */
const countLimit = 100;
const pageSize = 100;
/** The most entries that one count looks at. */
const lookLimit = 1_000;

export interface WaitingCounts {
  readonly contactChanges: number;
  readonly reassignments: number;
}

/**
 * How much waits for the decision of `nic`: of each kind up to 100, among the first thousand entries of its inbox. What
 * is counted in full is not read any more.
 */
export async function countWaiting(
  capabilities: Pick<Capabilities, 'inbox' | 'changes' | 'groups' | 'reassignments' | 'clock'>,
  nic: Nic,
): Promise<WaitingCounts> {
  const { inbox, clock } = capabilities;
  const now = clock.now();
  let contactChanges = 0;
  let reassignments = 0;
  let after: string | undefined;
  const isOpen = (entry: WaitingEntry) => ('changeId' in entry ? contactChanges : reassignments) < countLimit;
  for (let looked = 0; looked < lookLimit; looked += pageSize) {
    const { candidates, next } = await inbox.page(nic, { now, after, limit: pageSize });
    const waiting = await stillWaiting(capabilities, nic, candidates.filter(isOpen));
    const changes = waiting.filter((one) => 'change' in one).length;
    contactChanges = Math.min(countLimit, contactChanges + changes);
    reassignments = Math.min(countLimit, reassignments + waiting.length - changes);
    if (next === undefined || Math.min(contactChanges, reassignments) === countLimit) break;
    after = next;
  }
  return { contactChanges, reassignments };
}
