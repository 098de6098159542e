import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import { countProgress } from '../../../shared/commands/count-progress.ts';
import { recordOutcome, type RecordCapabilities } from '../../../shared/commands/record-outcome.ts';
import { resolveFailure, type ResolveCapabilities } from '../../../shared/commands/resolve-failure.ts';
import { roles } from '../../../shared/domain/roles.ts';
import { isMemberOf, outcomeInRow } from '../../../shared/domain/member-outcome.ts';
import {
  isAboutChange,
  MemberQueueMessage,
  type MemberMessage,
} from '../../../shared/messages/member-message.ts';
import type { QueueWorker } from '../../../shared/messages/queue-handler.ts';
import { maxReceiveCount } from '../../../shared/messages/timing.ts';
import type { Failure } from '../../../shared/store/outcomes.ts';
import { noCounts } from '../../../shared/store/progress.ts';

type FailCapabilities = RecordCapabilities &
  ResolveCapabilities &
  Pick<Capabilities, 'progress' | 'log' | 'metrics'>;

/**
 * Marks a member as failed whose message is out of attempts. An unreadable message fails here too, and the queue parks
 * it.
 */
export const recordFailure = (
  capabilities: FailCapabilities,
): QueueWorker<typeof MemberQueueMessage, void> => ({
  message: MemberQueueMessage,
  log: capabilities.log,
  async work(message) {
    // Due work resends messages about joins and resyncs.
    if (!isAboutChange(message)) return undefined;
    const { clock, log, metrics } = capabilities;
    const { groupId, serviceId, changeId } = message;
    // Whoever wrote its row may have stopped before it resolved an earlier failure.
    if (await hasApplied(capabilities, message)) return resolveFailure(capabilities, message);
    const failure: Failure = {
      state: 'failed',
      serviceId,
      code: 'attempts-exhausted',
      detail: `The member did not apply the change, and its message was received ${maxReceiveCount} times.`,
      attempts: await capabilities.outcomes.triesOf(changeId, serviceId),
      at: clock.now().toISOString(),
    };
    const recorded = await recordOutcome(capabilities, message, { failure });
    if (recorded !== 'failed' && recorded !== 'superseded') return undefined;
    if (recorded === 'failed') {
      metrics.count('MembersFailed', 1);
      log.warn('A member failed.', { changeId, groupId, serviceId });
    }
    return countProgress(capabilities, message, { ...noCounts, [recorded]: 1 }, serviceId);
  },
});

async function hasApplied({ services }: RecordCapabilities, message: MemberMessage): Promise<boolean> {
  const { serviceId, groupId, revision, contacts } = message;
  const row = await services.find(serviceId);
  if (row?.groupId !== groupId || !isMemberOf({ revision }, row)) return false;
  const changed = roles.filter((role) => contacts[role] !== undefined);
  return outcomeInRow(row, { revision, roles: changed }) === 'applied';
}
