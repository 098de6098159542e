import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import { countProgress } from '../../../shared/commands/count-progress.ts';
import { standing } from '../../../shared/domain/member-outcome.ts';
import { isAboutChange, MemberQueueMessage } from '../../../shared/messages/member-message.ts';
import type { QueueWorker } from '../../../shared/messages/queue-handler.ts';
import { maxReceiveCount } from '../../../shared/messages/timing.ts';
import type { Failure } from '../../../shared/store/failures.ts';
import { noCounts } from '../../../shared/store/progress.ts';

/**
 * Marks a member as failed whose message is out of attempts, unless its row has reached the revision in the meantime. A
 * message that cannot be read fails here too, and the queue parks it.
 */
export const recordFailure = ({
  changes,
  services,
  failures,
  progress,
  clock,
  log,
  metrics,
}: Pick<
  Capabilities,
  'changes' | 'services' | 'failures' | 'progress' | 'clock' | 'log' | 'metrics'
>): QueueWorker<typeof MemberQueueMessage, void> => ({
  message: MemberQueueMessage,
  log,
  async work(message) {
    // Of a join or a resync the due marker remains, and due work sends another message.
    if (!isAboutChange(message)) return;
    const { changeId, groupId, serviceId } = message;
    const [change, service] = await Promise.all([changes.find(changeId), services.find(serviceId)]);
    if (change === undefined || service?.groupId !== groupId) return;
    const { revision } = change;
    if (revision === undefined || standing(service, change) !== 'pending') return;
    const failure: Failure = {
      serviceId,
      code: 'attempts-exhausted',
      detail: `The member did not apply the change in ${maxReceiveCount} attempts.`,
      attempts: maxReceiveCount,
      at: clock.now().toISOString(),
    };
    // False if the member was deleted in the meantime: a deleted member has no failures.
    if (!(await failures.record({ changeId, groupId, revision }, failure))) return;
    metrics.count('MembersFailed', 1);
    log.warn('A member failed.', { changeId, groupId, serviceId });
    await countProgress({ progress, log }, { changeId, groupId }, { ...noCounts, failed: 1 }, serviceId);
  },
});
