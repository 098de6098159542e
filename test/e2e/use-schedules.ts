import { expect } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import type { RunningStack } from '../support/running-stack.ts';

/** A change that waits for its time, which due work finds. */
export async function useSchedules(running: RunningStack): Promise<void> {
  const { groupId, administration, heir } = await running.group(1);
  const effectiveAt = new Date(Date.now() + 3_600_000).toISOString();
  const body = { contacts: { technical: heir }, effectiveAt };
  const { changeId } = await running.call(
    operations.requestGroupChange,
    administration,
    { groupId },
    { body },
  );
  await running.accept(heir, changeId);
  running.stack.advanceClock(2 * 3_600_000);
  expect((await running.completed(changeId, heir)).state).toBe('completed');
}
