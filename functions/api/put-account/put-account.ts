import { visible } from '../../../shared/domain/caller.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const putAccount =
  ({ accounts }: Pick<Capabilities, 'accounts'>): Respond<typeof operations.putAccount> =>
  async ({ params, body }) => {
    await accounts.save({ nic: params.nic, ...body });
    return { body: visible(await accounts.find(params.nic), () => true) };
  };
