import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { hashOf } from '../../../shared/runtime/hash.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

/** The answer is the only place that shows the code; only its hash is stored. */
export const createConsentCode =
  ({
    consentCodes,
    clock,
    newCode,
  }: Pick<Capabilities, 'consentCodes' | 'clock' | 'newCode'>): Respond<
    typeof operations.createConsentCode
  > =>
  async ({ caller, body: { roles, groupId, expiresInMinutes } }) => {
    const code = newCode();
    const expiresAt = new Date(clock.now().getTime() + expiresInMinutes * 60_000).toISOString();
    await consentCodes.save({ hash: hashOf(code), nic: caller.nic, roles, groupId, expiresAt });
    return { body: { code, expiresAt } };
  };
