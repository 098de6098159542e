import type { Reassignment } from '../domain/reassignment.ts';
import type { TargetName } from '../domain/reassignment-target.ts';
import type { Capabilities } from './capabilities.ts';
import { reassignmentCandidates, reassignmentTargets } from './reassignment-candidates.ts';

export interface TargetTotal {
  readonly targets: number;
  /** If false, there are at least so many. */
  readonly isExact: boolean;
}

const countLimit = 1_000;
/** One look finds out whether there are more than can be counted, where every candidate is a target. */
const lookWidth = countLimit + 1;
const lookLimit = 7;

/** Counts the targets that a reassignment would have now, up to a thousand. Its reads are bounded. */
export async function countTargets(
  capabilities: Pick<Capabilities, 'groups' | 'services'>,
  reassignment: Reassignment,
): Promise<TargetTotal> {
  let targets = 0;
  let after: string | undefined;
  for (let look = 0; look < lookLimit; look++) {
    const options = { after, limit: lookWidth };
    const { candidates, next } = await reassignmentCandidates(capabilities, reassignment, options);
    // What `from` holds on a group, its row says. That of a service is a hint, and a named group may be any.
    const isSure = ({ serviceId }: TargetName): boolean =>
      serviceId === undefined && reassignment.groupIds === undefined;
    const unsure = candidates.filter((candidate) => !isSure(candidate));
    const found = await reassignmentTargets(capabilities, reassignment, unsure);
    targets += found.length + candidates.length - unsure.length;
    if (targets > countLimit) return { targets: countLimit, isExact: false };
    if (next === undefined) return { targets, isExact: true };
    after = next;
  }
  return { targets, isExact: false };
}
