import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { meAnswer, type MeAnswerCapabilities } from '../../../shared/http/me-answer.ts';

export const putMe =
  (capabilities: MeAnswerCapabilities): Respond<typeof operations.putMe> =>
  async ({ caller, body }) => {
    const isThere = await capabilities.accounts.update({ nic: caller.nic, ...body });
    if (!isThere) throw notFound();
    return { body: await meAnswer(capabilities, caller) };
  };
