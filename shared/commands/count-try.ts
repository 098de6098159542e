import type { MemberMessage } from '../messages/member-message.ts';
import type { Capabilities } from './capabilities.ts';

/**
 * Counts a failed try of a member, apart from the receives of its message: a message may be received, and nothing
 * tried. Never throws.
 * @returns how many there are now, or undefined if it could not be counted
 */
export async function countTry(
  { outcomes, log }: Pick<Capabilities, 'outcomes' | 'log'>,
  { changeId, groupId, serviceId }: Pick<MemberMessage, 'changeId' | 'groupId' | 'serviceId'>,
): Promise<number | undefined> {
  try {
    return await outcomes.countTry(changeId, serviceId);
  } catch (error) {
    log.warn('Could not count a try of a member.', { changeId, groupId, serviceId, error });
    return undefined;
  }
}
