import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { meAnswer, type MeAnswerCapabilities } from '../../../shared/http/me-answer.ts';

export const getMe =
  (capabilities: MeAnswerCapabilities): Respond<typeof operations.getMe> =>
  async ({ caller }) => ({ body: await meAnswer(capabilities, caller) });
