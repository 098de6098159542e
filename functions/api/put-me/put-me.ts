import { retryOnConflict } from '../../../shared/commands/retry-on-conflict.ts';
import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { meAnswer, type MeAnswerCapabilities } from '../../../shared/http/me-answer.ts';

export const putMe =
  (capabilities: MeAnswerCapabilities): Respond<typeof operations.putMe> =>
  async ({ caller, body }) => {
    const { accounts, clock } = capabilities;
    const { nic } = caller;
    await retryOnConflict(async () => {
      const known = await accounts.find(nic);
      if (known === undefined) throw notFound();
      return (await accounts.update({ nic, ...body }, known, clock.now())) || undefined;
    });
    return { body: await meAnswer(capabilities, caller) };
  };
