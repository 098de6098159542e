import { retryChanges } from '../../../shared/commands/retry-changes.ts';
import { awaitsRetry, isRetriable, type ContactChange } from '../../../shared/domain/contact-change.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import type { Capabilities, ChangeCapabilities } from '../../../shared/commands/capabilities.ts';
import type { ListedBetween } from '../../../shared/store/operator-lists.ts';

/** The most changes that one call retries. */
const limit = 100;

/**
 * Retries the newest changes that ended with failures in that time. Each then propagates again, or waits for its turn,
 * so that the same call sent again goes on with others.
 */
export const retryFailedChanges =
  (
    capabilities: ChangeCapabilities & Pick<Capabilities, 'operatorLists'>,
  ): Respond<typeof operations.retryFailedChanges> =>
  async ({ caller, body: { state, since, until } }) => {
    const { changes, operatorLists } = capabilities;
    const ended = { since: new Date(since), until: new Date(until) };
    const { items, next } = await fillPage({
      read: (options) => operatorLists.changes(state, { ...options, ...ended }),
      pick: async (candidates) => {
        const places = new Map(candidates.map(({ id, place }) => [id, place]));
        const found = await changes.findMany(candidates.map(({ id }) => id));
        return found
          .filter((change) => isWanted(change, ended))
          .map((item) => ({ place: places.get(item.changeId) ?? item.changeId, item }));
      },
      after: undefined,
      limit,
    });
    const { retried, left } = await retryChanges(capabilities, caller, items);
    return { body: { retried, more: left > 0 || next !== undefined } };
  };

/** The list is behind by a moment. */
function isWanted(change: ContactChange, { since, until }: Required<ListedBetween>): boolean {
  const end = Date.parse(change.completedAt ?? '');
  return isRetriable(change) && !awaitsRetry(change) && end >= since.getTime() && end < until.getTime();
}
