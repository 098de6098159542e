import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const getAccount =
  ({ accounts }: Pick<Capabilities, 'accounts'>): Respond<typeof operations.getAccount> =>
  async ({ params }) => {
    const account = await accounts.find(params.nic);
    if (account === undefined) throw notFound();
    return { body: account };
  };
