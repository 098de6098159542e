import { isOpen, isPropagating, type ContactChange } from '../../../shared/domain/contact-change.ts';
import { ChangeMessage } from '../../../shared/messages/change-message.ts';
import type { QueueWorker } from '../../../shared/messages/queue-handler.ts';
import { settleDue } from '../../../shared/commands/settle-due.ts';
import { dispatchPage } from './dispatch-page.ts';
import { requeueFailed } from './requeue-failed.ts';
import type { AdvanceDependencies, NextStep } from './step.ts';
import { verify } from './verify.ts';

/**
 * Takes one step of a change: a page to its members, a look at what they made of it, its start or its expiry. Each step
 * but a short wait ends with a write that is conditional on the version it began with, and hands that version on: of two
 * deliveries of one step the loser stops, so that a chain of steps never forks. A chain that broke is begun anew by due
 * work.
 */
export const advanceChange = (
  dependencies: AdvanceDependencies,
): QueueWorker<typeof ChangeMessage, void> => ({
  message: ChangeMessage,
  log: dependencies.log,
  async work({ changeId, version }) {
    const change = await dependencies.changes.find(changeId);
    if (change === undefined || (version !== undefined && version !== change.version)) return;
    const next = await step(dependencies, change);
    dependencies.log.info('Took a step of a change.', {
      changeId,
      groupId: change.groupId,
      state: change.state,
      version: change.version,
      nextVersion: next?.version,
    });
    if (next === undefined) return;
    const body: ChangeMessage = { changeId, version: next.version };
    await dependencies.changeQueue.send([{ body, delaySeconds: next.delaySeconds }]);
  },
});

async function step(dependencies: AdvanceDependencies, change: ContactChange): Promise<NextStep | undefined> {
  if (isPropagating(change)) {
    const { dispatchedAt, isRetrying } = change.propagation;
    if (dispatchedAt === undefined) return dispatchPage(dependencies, change);
    return isRetrying ? requeueFailed(dependencies, change) : verify(dependencies, change);
  }
  if (isOpen(change)) await settleDue(dependencies, change.changeId);
  return undefined;
}
