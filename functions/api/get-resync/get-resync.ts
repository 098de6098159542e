import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import { visible } from '../../../shared/domain/caller.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { toResync } from '../../../shared/http/resync-answer.ts';

export const getResync =
  ({ resyncs }: Pick<Capabilities, 'resyncs'>): Respond<typeof operations.getResync> =>
  async ({ params: { resyncId } }) => ({
    body: toResync(visible(await resyncs.find(resyncId), () => true)),
  });
