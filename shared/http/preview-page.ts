import { previewTargets, type Previewed } from '../commands/preview-reassignment.ts';
import { candidatePlace, targetPage, type TargetPage } from '../commands/reassignment-candidates.ts';
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
}

/** A page of the targets of a reassignment, each as it would be changed now. */
export function previewPage(
  capabilities: Pick<Capabilities, 'groups' | 'services' | 'clock'>,
  reassignment: Reassignment,
  { after, limit, accounts, first }: PreviewPageOptions,
): Promise<{ items: Previewed[]; next?: string | undefined }> {
  let known = first;
  return fillPage({
    async read(part) {
      const page = known ?? (await targetPage(capabilities, reassignment, { ...part, isPlaceShown: true }));
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
