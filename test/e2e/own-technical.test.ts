import { afterAll, beforeAll, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
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

it('A change of a group takes a service’s own technical contact, and the hint to it, at the first attempt', async () => {
  const { administration, billing, heir, groupId, serviceIds } = await running.group(3);
  const [serviceId = ''] = serviceIds;
  const alone = await running.call(
    operations.requestServiceChange,
    administration,
    { serviceId },
    { body: { contacts: { technical: billing } } },
  );
  await running.call(operations.acceptContactChange, billing, { changeId: alone.changeId });
  const table = await stack.database.table();
  const hint = heldServiceKey(Nic.parse(billing), ServiceId.parse(serviceId));
  expect(await table.get(hint)).toMatchObject({ serviceId, groupId });

  const body = { contacts: { technical: heir } };
  const { changeId } = await running.call(
    operations.requestGroupChange,
    administration,
    { groupId },
    { body },
  );
  await running.call(operations.acceptContactChange, heir, { changeId });
  const { state, progress } = await running.completed(changeId, heir);
  expect({ state, applied: progress.applied }).toEqual({ state: 'completed', applied: 3 });
  expect(await table.get(hint)).toBeUndefined();
  expect(running.logLines.filter((line) => line.includes('A message failed.'))).toEqual([]);
});
