import { listedCodes, type NamedCode } from '../domain/consent-code.ts';
import type { Nic } from '../domain/identifiers.ts';
import type { Capabilities } from './capabilities.ts';

/** The codes of a nic that are neither used, revoked nor expired, the newest first: 20 at most. */
export async function liveCodesOf(
  { consentCodes, clock }: Pick<Capabilities, 'consentCodes' | 'clock'>,
  nic: Nic,
): Promise<NamedCode[]> {
  const { ids } = await consentCodes.liveOf(nic);
  return listedCodes(await consentCodes.findMany(ids), clock.now());
}
