import { roles, type Role } from '../../../../shared/domain/roles.ts';
import { readNic } from '../../../lib/values/ids.ts';
import type { ReassignmentBody } from '../../api/reassignment-queries.ts';
import { chosenTime, type When } from '../../components/when-field.tsx';

/** What the person typed, as typed. */
export interface Draft {
  readonly from: string;
  readonly to: string;
  readonly roles: readonly Role[];
  readonly where: 'everywhere' | 'some';
  /** The groups that were ticked. */
  readonly groupIds: readonly string[];
  readonly reason: string;
  readonly time: When;
  readonly code: string;
}

export const emptyDraft: Draft = {
  from: '',
  to: '',
  roles,
  where: 'everywhere',
  groupIds: [],
  reason: '',
  time: { when: 'now', at: '' },
  code: '',
};

/** The request that the draft makes, or undefined while something that it needs is missing. */
export function bodyOf(draft: Draft): ReassignmentBody | undefined {
  const from = readNic(draft.from);
  const to = readNic(draft.to);
  const isSome = draft.where === 'some';
  if (!from.ok || !to.ok || draft.roles.length === 0) return undefined;
  if (isSome && draft.groupIds.length === 0) return undefined;
  const runAt = chosenTime(draft.time);
  if (draft.time.when === 'later' && runAt === undefined) return undefined;
  return {
    from: from.value,
    to: to.value,
    roles: roles.filter((role) => draft.roles.includes(role)),
    ...(isSome && { groupIds: [...draft.groupIds] }),
    ...(runAt !== undefined && { runAt }),
    ...(draft.reason.trim() !== '' && { reason: draft.reason.trim() }),
    ...(draft.code.trim() !== '' && { consentCode: draft.code.trim() }),
  };
}
