import type { Previewed } from '../commands/preview-reassignment.ts';
import {
  candidatePlace,
  targetPage,
  type FoundReassignmentTarget,
  type TargetPage,
} from '../commands/reassignment-candidates.ts';
import type { Reassignment } from '../domain/reassignment.ts';
import { fillPage } from './fill-page.ts';
import type { Capabilities } from '../commands/capabilities.ts';

export interface PreviewPageOptions {
  readonly after: string | undefined;
  readonly limit: number;
  /** The first page of targets, if it was read already. */
  readonly first?: TargetPage | undefined;
  /** What the reader is shown of targets. */
  readonly preview: (found: readonly FoundReassignmentTarget[]) => Promise<readonly Previewed[]>;
}

interface PreviewedPage {
  readonly items: readonly Previewed[];
  /** The reader may not see this place: only a sealed cursor may tell it. */
  readonly next?: string | undefined;
}

/** A page of the targets of a reassignment, each as it would be changed now. It may be short although more follow. */
export function previewPage(
  capabilities: Pick<Capabilities, 'groups' | 'services'>,
  reassignment: Reassignment,
  { after, limit, first, preview }: PreviewPageOptions,
): Promise<PreviewedPage> {
  let known = first;
  return fillPage({
    async read(part) {
      const page = known ?? (await targetPage(capabilities, reassignment, part));
      known = undefined;
      return page;
    },
    pick: async (found) =>
      (await preview(found)).map((item) => ({ place: candidatePlace(item.target), item })),
    after,
    limit,
  });
}
