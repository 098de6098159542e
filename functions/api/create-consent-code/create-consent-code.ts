import { retryOnConflict } from '../../../shared/commands/retry-on-conflict.ts';
import { withOpenEntry } from '../../../shared/commands/with-open-entry.ts';
import { isLive } from '../../../shared/domain/consent-code.ts';
import { tooManyOpen } from '../../../shared/domain/open-limit.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { hashOf } from '../../../shared/runtime/hash.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

/** The answer is the only place that shows the code; only its hash is stored. A nic has 20 live codes at most. */
export const createConsentCode =
  ({
    consentCodes,
    clock,
    newCode,
    newCodeId,
  }: Pick<Capabilities, 'consentCodes' | 'clock' | 'newCode' | 'newCodeId'>): Respond<
    typeof operations.createConsentCode
  > =>
  async ({ caller, body: { roles, groupId, expiresInMinutes } }) => {
    const { nic } = caller;
    const code = newCode();
    const hash = hashOf(code);
    return retryOnConflict(async () => {
      const now = clock.now();
      const stillLive = async (hashes: readonly string[]) =>
        (await consentCodes.findMany(hashes))
          .filter((known) => isLive(known, now))
          .map((known) => known.hash);
      const live = await withOpenEntry(await consentCodes.liveOf(nic), hash, stillLive);
      if (live === undefined) throw new Refusal(tooManyOpen('consent codes'));
      const expiresAt = new Date(now.getTime() + expiresInMinutes * 60_000).toISOString();
      const codeId = newCodeId(now);
      const isSaved = await consentCodes.save({ hash, codeId, nic, roles, groupId, expiresAt }, live);
      return isSaved ? { body: { codeId, code, roles, groupId, expiresAt } } : undefined;
    });
  };
