import type { MemberSystem } from './member-system.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import { countProgress } from '../../../shared/commands/count-progress.ts';
import { MemberMessage } from '../../../shared/messages/member-message.ts';
import type { Done, QueueWorker } from '../../../shared/messages/queue-handler.ts';
import type { Metrics } from '../../../shared/runtime/metrics.ts';
import type { MemberResult } from '../../../shared/store/member-contacts.ts';
import { noCounts, type Counts } from '../../../shared/store/progress.ts';
import { pauseAfter } from './pause.ts';
import { notifyMember, type NotifyCapabilities } from './notify-member.ts';

type PropagateCapabilities = NotifyCapabilities &
  Pick<Capabilities, 'progress' | 'memberQueue' | 'metrics'> & {
    /** The members' own system; without it a member's row is the whole effect. */
    readonly memberSystem?: MemberSystem | undefined;
  };

/** Brings a change to one member; the batch's members are counted together, a message that came again is not. */
export const propagateContact = (
  capabilities: PropagateCapabilities,
): QueueWorker<typeof MemberMessage, MemberResult> => ({
  message: MemberMessage,
  log: capabilities.log,
  again: {
    queue: capabilities.memberQueue,
    pauseSeconds: (attempt, error) => pauseAfter(attempt, error, capabilities.longestPauseSeconds),
  },
  work(message, delivery) {
    const { memberSystem, memberContacts } = capabilities;
    if (memberSystem === undefined) return memberContacts.take(message);
    return notifyMember({ ...capabilities, memberSystem }, message, delivery);
  },
  async afterBatch(done) {
    measure(capabilities.metrics, done);
    for (const members of Map.groupBy(done, ({ message }) => message.changeId).values()) {
      const [first] = members;
      if (first === undefined) continue;
      await countProgress(capabilities, first.message, countsOf(members), first.message.serviceId);
    }
  },
});

function measure(metrics: Metrics, done: readonly Done<MemberMessage, MemberResult>[]): void {
  const { applied, superseded, failed, removed } = countsOf(done);
  metrics.count('MembersApplied', applied);
  metrics.count('MembersSuperseded', superseded);
  metrics.count('MembersFailed', failed);
  metrics.count('MembersRemoved', removed);
  for (const { attempt } of done) metrics.observe('Attempts', attempt);
}

/** A message that came again was counted when it came first. */
function countsOf(done: readonly Done<MemberMessage, MemberResult>[]): Counts {
  const counts: Counts = { ...noCounts };
  for (const { result } of done) {
    if (result !== 'already-applied') counts[result] += 1;
  }
  return counts;
}
