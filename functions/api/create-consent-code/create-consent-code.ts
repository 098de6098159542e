import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { hashOf } from '../../../shared/runtime/hash.ts';
import type { ConsentCodeStore } from '../../../shared/store/consent-codes.ts';

interface Dependencies {
  readonly consentCodes: ConsentCodeStore;
  readonly clock: Clock;
  /** A code that cannot be guessed. */
  readonly newCode: () => string;
}

/** The code is shown here and nowhere else: it is stored by its hash alone. */
export const createConsentCode =
  ({ consentCodes, clock, newCode }: Dependencies): Respond<typeof operations.createConsentCode> =>
  async ({ caller, body: { roles, groupId, expiresInMinutes } }) => {
    const code = newCode();
    const expiresAt = new Date(clock.now().getTime() + expiresInMinutes * 60_000).toISOString();
    await consentCodes.save({ hash: hashOf(code), nic: caller.nic, roles, groupId, expiresAt });
    return { body: { code, expiresAt } };
  };
