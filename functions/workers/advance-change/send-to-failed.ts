import type { SpreadingChange } from '../../../shared/domain/contact-change.ts';
import { isMemberOf } from '../../../shared/domain/member-outcome.ts';
import { memberMessages } from '../../../shared/messages/member-message.ts';
import { forgetFailure } from '../../../shared/store/failures.ts';
import { rememberMissing } from '../../../shared/store/missing.ts';
import { retryPageSize } from './limits.ts';
import type { AdvanceDependencies, NextStep } from './step.ts';

/**
 * Sends the change to the next members that failed, and to no other: from failed they become missing, for verification
 * to look for. A member that was deleted while the change was over is no longer counted.
 */
export async function sendToFailed(
  { changes, services, failures, propagationQueue, clock }: AdvanceDependencies,
  change: SpreadingChange,
): Promise<NextStep | undefined> {
  const { changeId, groupId, propagation } = change;
  const failed = await failures.first(changeId, retryPageSize);
  const rows = await services.findMany(failed.map(({ serviceId }) => serviceId));
  const present = failed
    .map(({ serviceId }) => serviceId)
    .filter((serviceId) => {
      const row = rows.get(serviceId);
      return row !== undefined && row.groupId === groupId && isMemberOf(change, row);
    });
  await propagationQueue.send(memberMessages(change, present));

  const now = clock.now();
  const version = change.version + 1;
  const { tally, services: counted } = propagation;
  const isDone = failed.length < retryPageSize;
  const moved: SpreadingChange = {
    ...change,
    version,
    propagation: {
      ...propagation,
      services: counted - (failed.length - present.length),
      tally: { ...tally, failed: Math.max(tally.failed - failed.length, 0) },
      ...(isDone && { isRetrying: undefined }),
    },
  };
  const [first] = present;
  const along = failed.map((failure) => forgetFailure(changeId, failure));
  if (first !== undefined) {
    along.push(rememberMissing(changeId, { first, members: present, sentAt: now.toISOString(), sends: 1 }));
  }
  if (await changes.proceed(moved, now, along)) return { version, delaySeconds: isDone ? 1 : 0 };
  return { version: change.version, delaySeconds: 1 };
}
