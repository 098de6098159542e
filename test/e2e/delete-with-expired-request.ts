import { operations } from '../../shared/http/contract/operations.ts';
import { operatorNic } from '../support/operator.ts';
import type { RunningStack } from '../support/running-stack.ts';

const eightDays = 8 * 24 * 3_600_000;
/** Due work may end the request first, but hardly every time. */
const attempts = 5;

/** Lists requests that have expired, and deletes their groups while their locks are still there. */
export async function deleteWithExpiredRequest(running: RunningStack): Promise<void> {
  const { administration, heir, contacts } = await running.group(1);
  for (let number = 1; number <= attempts; number++) {
    const groupId = `zz7777${number}-ovh-1`;
    await running.call(operations.putGroup, operatorNic, { groupId }, { body: { contacts } });
    await running.requestChange(administration, { groupId }, { technical: heir });
    running.stack.advanceClock(eightDays);
    // Only the clock shows its end, so the lists read it again.
    await Promise.all([
      running.call(operations.listMyChanges, heir, {}, { query: '?party=recipient' }),
      running.call(operations.listGroupChanges, administration, { groupId }),
    ]);
    await running.call(operations.deleteGroup, operatorNic, { groupId });
  }
}
