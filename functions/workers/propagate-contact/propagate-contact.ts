import { MemberUnavailable } from './member-unavailable.ts';
import type { MemberSystem } from './member-system.ts';
import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import { countProgress } from '../../../shared/commands/count-progress.ts';
import { countTry } from '../../../shared/commands/count-try.ts';
import {
  takeChange,
  type MemberResult,
  type TakeCapabilities,
} from '../../../shared/commands/take-change.ts';
import { MemberMessage } from '../../../shared/messages/member-message.ts';
import type { Done, QueueWorker } from '../../../shared/messages/queue-handler.ts';
import type { Metrics } from '../../../shared/runtime/metrics.ts';
import { noCounts, type Counts } from '../../../shared/store/progress.ts';
import { pauseAfter } from './pause.ts';
import { notifyMember, type NotifyCapabilities } from './notify-member.ts';

export type PropagateCapabilities = NotifyCapabilities &
  TakeCapabilities &
  Pick<Capabilities, 'progress' | 'memberQueue' | 'metrics'> & {
    /** Without it, only the member's row is written. */
    readonly memberSystem?: MemberSystem | undefined;
  };

/** The counters are updated once per batch; a repeated delivery is not counted again. */
export const propagateContact = (
  capabilities: PropagateCapabilities,
): QueueWorker<typeof MemberMessage, MemberResult> => ({
  message: MemberMessage,
  log: capabilities.log,
  again: {
    queue: capabilities.memberQueue,
    pauseSeconds: (attempt, error) => pauseAfter(attempt, error, capabilities.longestPauseSeconds),
  },
  async work(message, delivery) {
    const { memberSystem } = capabilities;
    try {
      return memberSystem === undefined
        ? await takeChange(capabilities, message)
        : await notifyMember({ ...capabilities, memberSystem }, message, delivery);
    } catch (error) {
      await countTry(capabilities, message);
      throw error;
    }
  },
  async afterBatch(done, failed) {
    measure(capabilities.metrics, done);
    const unavailable = failed.filter(({ error }) => error instanceof MemberUnavailable);
    const members = [...done, ...unavailable].map(({ message }) => message);
    for (const [changeId, [first]] of Map.groupBy(members, (member) => member.changeId)) {
      if (first === undefined) continue;
      const counts = {
        ...countsOf(done.filter(({ message }) => message.changeId === changeId)),
        unavailable: unavailable.filter(({ message }) => message.changeId === changeId).length,
      };
      await countProgress(capabilities, first, counts, first.serviceId);
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

/** A repeated delivery was counted the first time, unless that count was lost: then it counts for when to look. */
function countsOf(done: readonly Done<MemberMessage, MemberResult>[]): Counts {
  const counts: Counts = { ...noCounts };
  for (const { result, attempt } of done) {
    if (result !== 'already-applied' && result !== 'known') counts[result] += 1;
    else if (attempt > 1) counts.repeated += 1;
  }
  return counts;
}
