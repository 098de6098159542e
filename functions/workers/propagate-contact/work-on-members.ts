import {
  isAboutChange,
  MemberQueueMessage,
  type MemberMessage,
} from '../../../shared/messages/member-message.ts';
import type { Done, QueueWorker } from '../../../shared/messages/queue-handler.ts';
import type { MemberResult } from '../../../shared/commands/take-change.ts';
import { notifyOfJoin, type JoinResult, type JoinNotifyCapabilities } from './notify-of-join.ts';
import { propagateContact, type PropagateCapabilities } from './propagate-contact.ts';
import { runResync, type ResyncCapabilities } from './run-resync.ts';

type Result =
  | { readonly message: MemberMessage; readonly result: MemberResult }
  | { readonly join: JoinResult }
  | 'step';

/** The worker of the member queue: changes, joins and resyncs. */
export function workOnMembers(
  capabilities: PropagateCapabilities & JoinNotifyCapabilities & ResyncCapabilities,
): QueueWorker<typeof MemberQueueMessage, Result> {
  const { again, ...changes } = propagateContact(capabilities);
  const resync = runResync(capabilities);
  return {
    message: MemberQueueMessage,
    log: capabilities.log,
    ...(again !== undefined && { again }),
    async work(message, delivery) {
      if (isAboutChange(message)) return { message, result: await changes.work(message, delivery) };
      if (message.cause === 'join') return { join: await notifyOfJoin(capabilities, message, delivery) };
      await resync.work(message, delivery);
      return 'step';
    },
    async afterBatch(done, failed) {
      const joins = done.flatMap(({ result }) =>
        result !== 'step' && 'join' in result ? [result.join] : [],
      );
      capabilities.metrics.count('JoinsNotified', joins.filter((join) => join === 'notified').length);
      capabilities.metrics.count('JoinsFailed', joins.filter((join) => join === 'failed').length);
      await changes.afterBatch?.(
        done.flatMap(aboutChange),
        failed.flatMap(({ message, error }) => (isAboutChange(message) ? [{ message, error }] : [])),
      );
    },
  };
}

const aboutChange = ({
  result,
  attempt,
}: Done<MemberQueueMessage, Result>): Done<MemberMessage, MemberResult>[] =>
  result !== 'step' && 'result' in result ? [{ ...result, attempt }] : [];
