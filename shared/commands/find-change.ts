import { asOf, isOpen, serviceRemoved, type ContactChange } from '../domain/contact-change.ts';
import { deletedGroup } from '../domain/group.ts';
import type { ChangeId, GroupId } from '../domain/identifiers.ts';
import { notFound } from '../domain/refusal.ts';
import type { FoundContext } from '../store/request-context.ts';
import type { Capabilities } from './capabilities.ts';

export interface FoundChange {
  readonly stored: ContactChange;
  /** As of now: an end that is due counts before it is stored. */
  readonly change: ContactChange;
  readonly context: FoundContext;
}

/**
 * Reads a change and its request context. If the context shows that the change has ended, it is read again.
 * @throws Refusal `not-found`
 */
export async function findChange(capabilities: FindCapabilities, changeId: ChangeId): Promise<FoundChange> {
  const stored = await capabilities.changes.find(changeId);
  if (stored === undefined) throw notFound();
  const found = { stored, ...(await currentChange(capabilities, stored)) };
  if (found.change === stored) return found;
  const again = await capabilities.changes.find(changeId);
  return again?.version === stored.version ? found : findChange(capabilities, changeId);
}

type FindCapabilities = Pick<Capabilities, 'changes' | 'clock'>;

/** The change as of now. The deletion of its service rejects it too. */
async function currentChange(
  { changes, clock }: FindCapabilities,
  stored: ContactChange,
): Promise<Omit<FoundChange, 'stored'>> {
  const { groupId, serviceId } = stored;
  const wanted = { recipients: stored.consents.map((consent) => consent.nic) };
  if (serviceId !== undefined && isOpen(stored)) {
    const context = await changes.findServiceContext(serviceId, wanted);
    if (context?.group.groupId === groupId)
      return { change: asOf(stored, context.group, clock.now()), context };
  }
  const context = (await changes.findGroupContext(groupId, wanted)) ?? ofDeletedGroup(groupId);
  if (serviceId === undefined || !isOpen(stored)) {
    return { change: asOf(stored, context.group, clock.now()), context };
  }
  const change: ContactChange = { ...stored, state: 'rejected', rejection: serviceRemoved };
  return { change, context: { ...context, openRequests: [] } };
}

/** What is left to decide on is repeated decisions. */
const ofDeletedGroup = (groupId: GroupId): FoundContext => ({
  group: deletedGroup(groupId),
  openRequests: [],
  accounts: new Map(),
  codes: new Map(),
});
