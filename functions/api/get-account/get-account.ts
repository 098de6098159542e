import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { AccountStore } from '../../../shared/store/accounts.ts';

export const getAccount =
  ({ accounts }: { accounts: AccountStore }): Respond<typeof operations.getAccount> =>
  async ({ params }) => {
    const account = await accounts.find(params.nic);
    if (account === undefined) throw notFound();
    return { body: account };
  };
