import { previewForRecipient, previewTargets, type Previewed } from '../commands/preview-reassignment.ts';
import {
  candidatePlace,
  targetPage,
  type FoundReassignmentTarget,
  type TargetPage,
} from '../commands/reassignment-candidates.ts';
import type { Accounts } from '../domain/account.ts';
import type { Reassignment } from '../domain/reassignment.ts';
import { fillPage } from './fill-page.ts';
import type { Capabilities } from '../commands/capabilities.ts';

export interface PreviewPageOptions {
  readonly after: string | undefined;
  readonly limit: number;
  readonly accounts: Accounts;
  /** The first page of targets, if it was read already. */
  readonly first?: TargetPage | undefined;
  /** The reassignment as far as the reader sees it. Default: all of it. */
  readonly sight?: Reassignment | undefined;
}

interface PreviewedPage {
  readonly items: readonly Previewed[];
  readonly next?: string | undefined;
}

/** A page of the targets of a reassignment, each as it would be changed now. */
export function previewPage(
  capabilities: Pick<Capabilities, 'groups' | 'services' | 'clock'>,
  reassignment: Reassignment,
  { after, limit, accounts, first, sight = reassignment }: PreviewPageOptions,
): Promise<PreviewedPage> {
  let known = first;
  return fillPage({
    async read(part) {
      const page = known ?? (await targetPage(capabilities, sight, { ...part, isPlaceShown: true }));
      known = undefined;
      return page;
    },
    pick: async (found) =>
      (await previewTargets(capabilities, reassignment, found, accounts)).map((item) => ({
        place: candidatePlace(item.target),
        item,
      })),
    after,
    limit,
  });
}

/** How many candidates a look reads after the first, and the most looks for a page. */
const lookWidth = 100;
const lookLimit = 20;

/**
 * The same for `to`. Each page ends at a target, so that its cursor tells nothing of the groups between them. After
 * more than these looks without one the list ends; named groups are always all looked at.
 */
export async function previewPageForRecipient(
  capabilities: Pick<Capabilities, 'groups' | 'services'>,
  reassignment: Reassignment,
  { after, limit, accounts }: Pick<PreviewPageOptions, 'after' | 'limit' | 'accounts'>,
): Promise<PreviewedPage> {
  const found: FoundReassignmentTarget[] = [];
  let place = after;
  for (let look = 0; look < lookLimit && found.length < limit; look++) {
    const width = look === 0 ? limit : lookWidth;
    const page = await targetPage(capabilities, reassignment, { after: place, limit: width });
    found.push(...page.candidates);
    place = page.next;
    if (place === undefined) break;
  }
  const items = previewForRecipient(reassignment, found.slice(0, limit), accounts);
  const last = place === undefined && found.length <= limit ? undefined : items.at(-1);
  return { items, next: last && candidatePlace(last.target) };
}
