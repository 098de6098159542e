import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { hashOf } from '../../../shared/runtime/hash.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

/** The code is shown here and nowhere else: it is stored by its hash alone. */
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
