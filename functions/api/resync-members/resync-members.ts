import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { newResync } from '../../../shared/domain/resync.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toResync } from '../../../shared/http/resync-answer.ts';
import type { ResyncMessage } from '../../../shared/messages/member-message.ts';

type ResyncCapabilities = Pick<
  Capabilities,
  'resyncs' | 'memberQueue' | 'notifiesMembers' | 'newResyncId' | 'clock' | 'log'
>;

/** Records a resync, and enqueues its first step; if that fails, due work enqueues it. */
export const resyncMembers =
  (capabilities: ResyncCapabilities): Respond<typeof operations.resyncMembers> =>
  async ({ caller }) => {
    const { resyncs, memberQueue, notifiesMembers, newResyncId, clock, log } = capabilities;
    if (!notifiesMembers) {
      const detail = 'This deployment has no member system to notify.';
      throw new Refusal({ code: 'state-conflict', state: 'no-member-system', detail });
    }
    const now = clock.now();
    const resync = newResync(newResyncId(now), caller.nic, now);
    await resyncs.create(resync, now);
    const { resyncId, version } = resync;
    const body: ResyncMessage = { cause: 'resync', resyncId, version };
    try {
      await memberQueue.send([{ body, tenant: caller.nic }]);
    } catch (error) {
      log.warn('Could not enqueue the first step of a resync; due work will retry.', { resyncId, error });
    }
    return { body: toResync(resync) };
  };
