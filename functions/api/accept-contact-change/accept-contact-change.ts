import { acceptChange, type DecideDependencies } from '../../../shared/commands/accept-change.ts';
import { isSpreading } from '../../../shared/domain/contact-change.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toContactChange } from '../../../shared/http/representations.ts';
import { noCounts, type ProgressStore } from '../../../shared/store/progress.ts';

interface Dependencies extends DecideDependencies {
  readonly progress: ProgressStore;
}

export const acceptContactChange =
  (dependencies: Dependencies): Respond<typeof operations.acceptContactChange> =>
  async ({ caller, params: { changeId } }) => {
    const { change, group } = await acceptChange(dependencies, caller, changeId);
    const counts = isSpreading(change) ? await dependencies.progress.read(changeId) : noCounts;
    return { body: toContactChange(change, group, counts, dependencies.clock.now()) };
  };
