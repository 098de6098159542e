import { isJoin, MemberQueueMessage, type JoinMessage } from '../../../shared/messages/member-message.ts';
import type { MemberMessage } from '../../../shared/messages/member-message.ts';
import type { Done, QueueWorker } from '../../../shared/messages/queue-handler.ts';
import type { MemberResult } from '../../../shared/store/member-contacts.ts';
import { propagateContact, type PropagateCapabilities } from './propagate-contact.ts';
import { notifyOfJoin, type JoinResult, type JoinNotifyCapabilities } from './notify-of-join.ts';

type Result =
  | { readonly message: MemberMessage; readonly result: MemberResult }
  | { readonly message: JoinMessage; readonly join: JoinResult };

/** The worker of the members' queue: applies changes to members, and has their own systems told of joins. */
export function workOnMembers(
  capabilities: PropagateCapabilities & JoinNotifyCapabilities,
): QueueWorker<typeof MemberQueueMessage, Result> {
  const { again, ...changes } = propagateContact(capabilities);
  return {
    message: MemberQueueMessage,
    log: capabilities.log,
    ...(again !== undefined && { again }),
    async work(message, delivery) {
      if (isJoin(message)) return { message, join: await notifyOfJoin(capabilities, message, delivery) };
      return { message, result: await changes.work(message, delivery) };
    },
    async afterBatch(done) {
      const joins = done.flatMap(({ result }) => ('join' in result ? [result.join] : []));
      capabilities.metrics.count('JoinsNotified', joins.filter((join) => join === 'told').length);
      capabilities.metrics.count('JoinsFailed', joins.filter((join) => join === 'failed').length);
      await changes.afterBatch?.(done.flatMap(aboutChange));
    },
  };
}

const aboutChange = ({
  result,
  attempt,
}: Done<MemberQueueMessage, Result>): Done<MemberMessage, MemberResult>[] =>
  'join' in result ? [] : [{ ...result, attempt }];
