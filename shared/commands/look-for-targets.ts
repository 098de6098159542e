import type { Nic } from '../domain/identifiers.ts';
import type { Reassignment } from '../domain/reassignment.ts';
import type { TargetName } from '../domain/reassignment-target.ts';
import { inChunks } from '../runtime/chunks.ts';
import {
  reassignmentCandidates,
  reassignmentTargets,
  targetPage,
  type TargetPage,
} from './reassignment-candidates.ts';
import type { Capabilities } from './capabilities.ts';

type LookCapabilities = Pick<Capabilities, 'groups' | 'services'>;

/**
 * `none`: `from` holds nothing that the owner sees. `administered`: the owner administers some of it. `unsure`: it does
 * not administer what was found, or it was not all looked at.
 */
export type FoundTargets = 'none' | 'unsure' | 'administered';

export interface Look {
  readonly found: FoundTargets;
  /** The page that was to be looked at first. */
  readonly page?: TargetPage;
}

/** Most reassignments have a target among the first few candidates. */
const firstWidth = 10;
const lookWidth = 100;
/** The most pages of candidates. */
const lookLimit = 10;

/**
 * Looks for targets that the owner of a reassignment could change now, an operator any. Its reads are bounded.
 * @param first the page of a preview, which is looked at first and handed over, so that it is read once
 */
export async function lookForTargets(
  capabilities: LookCapabilities,
  reassignment: Reassignment,
  first?: { readonly after: string | undefined; readonly limit: number },
): Promise<Look> {
  const { groups } = capabilities;
  const { requestedBy, isByOperator } = reassignment;
  const page = first && (await targetPage(capabilities, reassignment, first));
  const isAdministered = (targets: TargetPage['candidates']): boolean =>
    targets.some(({ group }) => isByOperator || group.contacts.administration === requestedBy);
  if (page !== undefined && isAdministered(page.candidates)) return { found: 'administered', page };
  if (!isByOperator && !(await holdsAny(groups, requestedBy))) return { found: 'none' };
  let found: FoundTargets = page === undefined || page.candidates.length === 0 ? 'none' : 'unsure';
  for await (const candidates of candidatePages(capabilities, reassignment)) {
    if (candidates === undefined) return { found: 'unsure', page };
    const targets = await reassignmentTargets(capabilities, reassignment, candidates);
    if (isAdministered(targets)) return { found: 'administered', page };
    if (targets.length > 0) found = 'unsure';
  }
  return { found, page };
}

async function holdsAny(groups: LookCapabilities['groups'], nic: Nic): Promise<boolean> {
  const { groupIds, next } = await groups.heldBy(nic, { limit: 1 });
  return groupIds.length > 0 || next !== undefined;
}

/** The groups that the reassignment names, then what `from` holds. Undefined at the end if more may follow. */
async function* candidatePages(
  capabilities: LookCapabilities,
  reassignment: Reassignment,
): AsyncGenerator<readonly TargetName[] | undefined> {
  for (const groupIds of inChunks(reassignment.groupIds ?? [], lookWidth))
    yield groupIds.map((groupId) => ({ groupId }));
  let after: string | undefined;
  for (let look = 0; look < lookLimit; look++) {
    const limit = look === 0 ? firstWidth : lookWidth;
    const page = await reassignmentCandidates(capabilities, reassignment, { after, limit });
    yield page.candidates;
    if (page.next === undefined) return;
    after = page.next;
  }
  yield undefined;
}
