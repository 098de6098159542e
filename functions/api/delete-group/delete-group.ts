import { retryOnConflict } from '../../../shared/commands/retry-on-conflict.ts';
import { visible } from '../../../shared/domain/caller.ts';
import { hasPlace } from '../../../shared/domain/contact-change.ts';
import { endOf } from '../../../shared/domain/group.ts';
import { ChangeId } from '../../../shared/domain/identifiers.ts';
import { refuseIfAny, type Violation } from '../../../shared/domain/refusal.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import type { FoundGroup } from '../../../shared/store/group-deletions.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';

type DeleteCapabilities = Pick<Capabilities, 'groupDeletions' | 'changes' | 'clock'>;

export const deleteGroup =
  (capabilities: DeleteCapabilities): Respond<typeof operations.deleteGroup> =>
  ({ params: { groupId } }) =>
    retryOnConflict(async () => {
      const { groupDeletions, clock } = capabilities;
      const found = visible(await groupDeletions.find(groupId), () => true);
      const now = clock.now();
      refuseIfAny(await obstacles(capabilities, found, now));
      return (await groupDeletions.remove(found, now)) ? { body: undefined } : undefined;
    });

/** Everything that is in the way. */
async function obstacles(
  { changes }: DeleteCapabilities,
  { group, openRequests, scheduled }: FoundGroup,
  now: Date,
): Promise<Violation[]> {
  const open = openRequests.filter((lock) => endOf(lock, group, now) === undefined);
  const ended = new Set(openRequests.filter((lock) => !open.includes(lock)).map(({ changeId }) => changeId));
  const openIds = new Set(open.map(({ changeId }) => changeId));
  const propagating = Object.keys(group.propagating).map((id) => ChangeId.parse(id));
  const others = scheduled.filter((changeId) => !ended.has(changeId) && !openIds.has(changeId));
  const waiting = (await changes.findMany(others)).filter(hasPlace);
  return [
    ...(group.serviceCount === 0
      ? []
      : [conflict(`The group has ${group.serviceCount} services. Remove them first.`)]),
    ...[...openIds].map((changeId) =>
      conflict('A contact change of the group is open. Cancel it first.', changeId),
    ),
    ...propagating.map((changeId) =>
      conflict('A contact change of the group propagates. Wait for its end.', changeId),
    ),
    ...waiting.map(({ changeId }) =>
      conflict('A contact change of the group waits for its turn. Try again later.', changeId),
    ),
  ];
}

const conflict = (detail: string, changeId?: ChangeId): Violation => ({
  code: 'state-conflict',
  state: 'in-use',
  detail,
  ...(changeId !== undefined && { changeId }),
});
