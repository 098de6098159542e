import { liveCodesOf } from '../../../shared/commands/live-codes.ts';
import { notFound } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

export const revokeConsentCode =
  (
    capabilities: Pick<Capabilities, 'consentCodes' | 'clock'>,
  ): Respond<typeof operations.revokeConsentCode> =>
  async ({ caller, params: { codeId } }) => {
    const code = (await liveCodesOf(capabilities, caller.nic)).find((live) => live.codeId === codeId);
    if (code === undefined || !(await capabilities.consentCodes.revoke(code.hash))) throw notFound();
    return { body: undefined };
  };
