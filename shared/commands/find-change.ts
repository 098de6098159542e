import { asOf, isOpen, serviceRemoved, type ContactChange } from '../domain/contact-change.ts';
import type { ChangeId } from '../domain/identifiers.ts';
import { notFound } from '../domain/refusal.ts';
import type { FoundContext } from '../store/request-context.ts';
import type { Capabilities } from './capabilities.ts';

/** A change and its request context, consistent with each other. */
export interface FoundChange {
  readonly stored: ContactChange;
  /** The change as of now: an end that is due counts even before it is stored. */
  readonly change: ContactChange;
  readonly context: FoundContext;
}

/**
 * Reads a change and its request context. The context is read after the change, so an end that only the context shows
 * may be newer than the change. The change is then read again, and a newer version of it counts.
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

/** The change as of now. The deletion of its service rejects it too, with the same reason. */
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
  const context = await changes.findGroupContext(groupId, wanted);
  if (context === undefined) throw notFound();
  if (serviceId === undefined || !isOpen(stored)) {
    return { change: asOf(stored, context.group, clock.now()), context };
  }
  const change: ContactChange = { ...stored, state: 'rejected', rejection: serviceRemoved };
  return { change, context: { ...context, openRequests: [] } };
}
