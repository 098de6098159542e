import { liveCodesOf } from '../../../shared/commands/live-codes.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { listScope, nextCursor, positionOf } from '../../../shared/http/paging.ts';
import { isCodeId } from '../../../shared/http/places.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

/** The codes themselves are not stored, so they cannot be listed. */
export const listConsentCodes =
  (capabilities: Pick<Capabilities, 'consentCodes' | 'clock'>): Respond<typeof operations.listConsentCodes> =>
  async ({ caller, query: { limit, cursor } }) => {
    const scope = listScope('consent-codes', caller.nic);
    const after = positionOf(scope, cursor, isCodeId);
    const codes = (await liveCodesOf(capabilities, caller.nic)).filter(
      ({ codeId }) => after === undefined || codeId < after,
    );
    const shown = codes.slice(0, limit);
    const items = shown.map(({ codeId, roles, groupId, expiresAt }) => ({
      codeId,
      roles,
      groupId,
      expiresAt,
    }));
    const next = codes.length > limit ? shown.at(-1)?.codeId : undefined;
    return { body: { items, nextCursor: nextCursor(scope, next) } };
  };
