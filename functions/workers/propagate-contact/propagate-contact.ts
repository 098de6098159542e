import { countProgress } from '../../../shared/commands/count-progress.ts';
import { MemberMessage } from '../../../shared/messages/member-message.ts';
import type { FeedingQueue } from '../../../shared/messages/queue.ts';
import type { Done, QueueWorker } from '../../../shared/messages/queue-handler.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import type { Metrics } from '../../../shared/runtime/metrics.ts';
import type { MemberContactsStore, MemberResult } from '../../../shared/store/member-contacts.ts';
import { noCounts, type Counts, type ProgressStore } from '../../../shared/store/progress.ts';
import { pauseAfter } from './pause.ts';
import { notifyMember, type MemberNotification } from './notify-member.ts';

export interface PropagateDependencies {
  readonly memberContacts: MemberContactsStore;
  readonly progress: ProgressStore;
  /** The queue that the messages come from. */
  readonly memberQueue: FeedingQueue;
  /** The longest that a member is left alone between two attempts, in seconds. */
  readonly longestPauseSeconds: number;
  /** How members' own systems are told; without it a member's row is the whole effect. */
  readonly tell?: MemberNotification | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Brings a change to one member; the batch's members are counted together, a message that came again is not. */
export const propagateContact = (
  dependencies: PropagateDependencies,
): QueueWorker<typeof MemberMessage, MemberResult> => ({
  message: MemberMessage,
  log: dependencies.log,
  again: {
    queue: dependencies.memberQueue,
    pauseSeconds: (attempt, error) => pauseAfter(attempt, error, dependencies.longestPauseSeconds),
  },
  work(message, delivery) {
    const { tell, memberContacts } = dependencies;
    if (tell === undefined) return memberContacts.take(message);
    return notifyMember({ ...dependencies, ...tell }, message, delivery);
  },
  async afterBatch(done) {
    measure(dependencies.metrics, done);
    for (const members of Map.groupBy(done, ({ message }) => message.changeId).values()) {
      const [first] = members;
      if (first === undefined) continue;
      await countProgress(dependencies, first.message, countsOf(members), first.message.serviceId);
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
