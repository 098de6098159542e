import type { Nic } from '../../../shared/domain/identifiers.ts';
import type { MailCapabilities } from './mail-capabilities.ts';
import { sendLetter } from './send-letter.ts';

/** Tells an address that it is no longer that of its account: who uses a stolen token cannot redirect mail unseen. */
export async function tellFormerAddress(
  capabilities: MailCapabilities,
  nic: Nic,
  place: string,
): Promise<void> {
  const { formerAddresses, clock, log } = capabilities;
  const claim = await formerAddresses.claim(nic, place, clock.now());
  if (claim === undefined) return;
  const { email, changedAt: at } = claim;
  try {
    await sendLetter(capabilities, nic, { kind: 'address-changed', nic, at }, email);
    await formerAddresses.settle(claim);
  } catch (error) {
    // Its claim ends, and due work finds it.
    log.warn('Could not tell an address that it was changed; due work will retry.', { nic, error });
  }
}
