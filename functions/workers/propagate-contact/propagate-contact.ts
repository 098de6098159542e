import { countProgress } from '../../../shared/commands/count-progress.ts';
import { MemberMessage } from '../../../shared/messages/member-message.ts';
import type { Done, QueueWorker } from '../../../shared/messages/queue-handler.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import type { MemberContactsStore, MemberResult } from '../../../shared/store/member-contacts.ts';
import { noCounts, type Counts, type ProgressStore } from '../../../shared/store/progress.ts';

interface Dependencies {
  readonly memberContacts: MemberContactsStore;
  readonly progress: ProgressStore;
  readonly log: Log;
}

/** Brings a change to one member; the batch's members are counted together, a message that came again is not. */
export const propagateContact = ({
  memberContacts,
  progress,
  log,
}: Dependencies): QueueWorker<typeof MemberMessage, MemberResult> => ({
  message: MemberMessage,
  log,
  work: (message) => memberContacts.take(message),
  async afterBatch(done) {
    for (const [changeId, members] of Map.groupBy(done, ({ message }) => message.changeId)) {
      const [first] = members;
      if (first === undefined) continue;
      await countProgress({ progress, log }, changeId, countsOf(members), first.message.serviceId);
    }
  },
});

/** A message that came again was counted when it came first. */
function countsOf(done: readonly Done<MemberMessage, MemberResult>[]): Counts {
  const counts: Counts = { ...noCounts };
  for (const { result } of done) {
    if (result !== 'already-applied') counts[result] += 1;
  }
  return counts;
}
