import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import type { ChangeMessage } from '../../../shared/messages/change-message.ts';
import type { AdvanceCapabilities } from './step.ts';

const pageSize = 1_000;

/**
 * Has the open requests on services that a change of administration ended looked at (R5): each becomes an event then.
 * They may be too many for the transaction that ended them. Without this, each is found when it would expire.
 */
export async function enqueueEndedRequests(
  { changes, changeQueue }: Pick<AdvanceCapabilities, 'changes' | 'changeQueue'>,
  { contacts, groupId, requestedBy }: ContactChange,
): Promise<void> {
  if (contacts.administration === undefined) return;
  let after: string | undefined;
  do {
    const { requests, next } = await changes.openOnServices(groupId, { after, limit: pageSize });
    await changeQueue.send(
      requests.map(({ changeId }) => ({ body: { changeId } satisfies ChangeMessage, tenant: requestedBy })),
    );
    after = next;
  } while (after !== undefined);
}
