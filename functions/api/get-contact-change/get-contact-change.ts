import { maySeeChange, seen } from '../../../shared/commands/caller.ts';
import { isSpreading } from '../../../shared/domain/contact-change.ts';
import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toContactChange } from '../../../shared/http/representations.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { ChangeStore } from '../../../shared/store/changes.ts';
import type { GroupStore } from '../../../shared/store/groups.ts';
import { noCounts, type ProgressStore } from '../../../shared/store/progress.ts';

interface Dependencies {
  readonly changes: ChangeStore;
  readonly groups: GroupStore;
  readonly progress: ProgressStore;
  readonly clock: Clock;
}

export const getContactChange =
  ({ changes, groups, progress, clock }: Dependencies): Respond<typeof operations.getContactChange> =>
  async ({ caller, params: { changeId } }) => {
    const change = await changes.find(changeId);
    if (change === undefined) throw notFound();
    const [found, counts] = await Promise.all([
      groups.find(change.groupId),
      isSpreading(change) ? progress.read(changeId) : noCounts,
    ]);
    const { group } = seen(found, (owner) => maySeeChange(caller, change, owner.group));
    return { body: toContactChange(change, group, counts, clock.now()) };
  };
