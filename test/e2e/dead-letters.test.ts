import { afterAll, beforeAll, expect, it } from 'vitest';
import { ServiceId } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { maxReceiveCount } from '../../shared/messages/timing.ts';
import { serviceKey } from '../../shared/store/keys.ts';
import type { RunningStack } from '../support/running-stack.ts';
import { startOverDatabase, type StackOverDatabase } from '../support/stack-over-database.ts';

let stack: StackOverDatabase;
let running: RunningStack;
beforeAll(async () => {
  stack = await startOverDatabase();
  running = stack.running;
});
afterAll(() => stack.stop());

const linesOf = (service: string, message: string): string[] =>
  running.logLines.filter(
    (line) => line.includes(`"service":"${service}"`) && line.includes(`"message":"${message}"`),
  );

it('A member that the table refuses six times is failed by its first dead letter, and may be retried', async () => {
  const { administration, heir, groupId, serviceIds } = await running.group(3);
  const [serviceId = ''] = serviceIds;
  stack.database.refusedPartitions.add(serviceKey(ServiceId.parse(serviceId)).pk);
  const asked = await running.requestChange(administration, { groupId }, { technical: heir });
  const { changeId } = await running.call(operations.acceptContactChange, heir, {
    changeId: asked.changeId,
  });

  const { state, progress } = await running.completed(changeId, heir);
  expect({ state, failed: progress.failed }).toEqual({ state: 'completed-with-failures', failed: 1 });
  const failed = await running.call(
    operations.listMemberOutcomes,
    heir,
    { changeId },
    { query: '?state=failed' },
  );
  expect(failed.items).toMatchObject([
    { serviceId, attempts: maxReceiveCount, failure: { code: 'attempts-exhausted' } },
  ]);
  expect(stack.database.refusals).toBe(maxReceiveCount);
  expect(linesOf('recordFailure', 'A member failed.')).toHaveLength(1);
  expect(linesOf('recordFailure', 'A message failed.')).toEqual([]);

  stack.database.refusedPartitions.clear();
  await running.call(operations.retryContactChange, administration, { changeId });
  const retried = await running.completed(changeId, heir);
  expect(retried).toMatchObject({ state: 'completed', progress: { applied: 3, failed: 0 } });
});
