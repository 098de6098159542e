import type { ChangeId } from '../../../shared/domain/identifiers.ts';
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
      await count({ progress, log }, changeId, members);
    }
  },
});

/** The counters are advisory: a failed addition is logged and never made again. */
async function count(
  { progress, log }: Pick<Dependencies, 'progress' | 'log'>,
  changeId: ChangeId,
  done: readonly Done<MemberMessage, MemberResult>[],
): Promise<void> {
  const counts: Counts = { ...noCounts };
  for (const { result } of done) {
    if (result !== 'already-applied') counts[result] += 1;
  }
  const seed = Number(done[0]?.message.serviceId.slice(-4));
  try {
    await progress.add(changeId, counts, seed);
  } catch (error) {
    log.warn('Progress was not counted; verification does without.', { changeId, error });
  }
}
