import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { fillPage } from '../../../shared/http/fill-page.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { isNic } from '../../../shared/http/places.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const listAccounts =
  ({
    accounts,
    operatorLists,
  }: Pick<Capabilities, 'accounts' | 'operatorLists'>): Respond<typeof operations.listAccounts> =>
  async ({ query: { limit, cursor, prefix } }) => {
    const scope = listScope('accounts', prefix);
    const { items, next } = await fillPage({
      read: async (options) => {
        const { candidates, next: following } = await operatorLists.accounts(prefix, options);
        return { candidates: candidates.map(({ id }) => id), next: following };
      },
      pick: async (nics) => {
        const found = await accounts.findMany(nics);
        return nics.flatMap((nic) => {
          const item = found.get(nic);
          return item === undefined ? [] : [{ place: nic, item }];
        });
      },
      after: positionOf(scope, cursor, (place) => isNic(place) && place.startsWith(prefix)),
      limit,
    });
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };
