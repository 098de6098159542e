import { afterAll, beforeAll, expect, it } from 'vitest';
import { Nic, ServiceId } from '../../shared/domain/identifiers.ts';
import { heldServiceKey } from '../../shared/store/keys.ts';
import type { RunningStack } from '../support/running-stack.ts';
import { startOverDatabase, type StackOverDatabase } from '../support/stack-over-database.ts';

let stack: StackOverDatabase;
let running: RunningStack;
beforeAll(async () => {
  stack = await startOverDatabase();
  running = stack.running;
});
afterAll(() => stack.stop());

it('A change of a group replaces a service’s own technical contact and its hint at the first attempt', async () => {
  const { administration, billing, heir, groupId, serviceIds } = await running.group(3);
  const [serviceId = ''] = serviceIds;
  const alone = await running.requestChange(administration, { serviceId }, { technical: billing });
  await running.accept(billing, alone.changeId);
  const table = await stack.database.table();
  const hint = heldServiceKey(Nic.parse(billing), ServiceId.parse(serviceId));
  expect(await table.get(hint)).toMatchObject({ serviceId, groupId });

  const { changeId } = await running.requestChange(administration, { groupId }, { technical: heir });
  await running.accept(heir, changeId);
  const { state, progress } = await running.completed(changeId, heir);
  expect({ state, applied: progress.applied }).toEqual({ state: 'completed', applied: 3 });
  expect(await table.get(hint)).toBeUndefined();
  expect(running.logLines.filter((line) => line.includes('A message failed.'))).toEqual([]);
});
