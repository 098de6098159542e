import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const putAccount =
  ({ accounts }: Pick<Capabilities, 'accounts'>): Respond<typeof operations.putAccount> =>
  async ({ params, body }) => {
    const account = { nic: params.nic, ...body };
    await accounts.save(account);
    return { body: account };
  };
