import { expect } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { ReassignmentClient } from '../support/reassignment-client.ts';
import type { RunningStack } from '../support/running-stack.ts';

/** A change and a reassignment that wait, of which their recipient is reminded, and what it and others see of that. */
export async function useReminders(running: RunningStack): Promise<void> {
  const { groupId, administration, technical, billing, heir } = await running.group(1);
  const body = { contacts: { billing: heir } };
  const { changeId } = await running.call(
    operations.requestGroupChange,
    administration,
    { groupId },
    { body },
  );
  const { reassignmentId } = await new ReassignmentClient(running).ask(administration, {
    from: technical,
    to: heir,
    roles: ['technical'],
  });
  await running.call(operations.remindContactChange, administration, { changeId });
  await running.call(operations.remindReassignment, administration, { reassignmentId });
  const ofChange = await running.call(operations.listChangeEvents, billing, { changeId });
  expect(ofChange.items.map(({ type }) => type)).toEqual([
    'contact-change.requested',
    'contact-change.reminded',
  ]);
  const ofReassignment = await running.call(operations.listReassignmentEvents, heir, { reassignmentId });
  expect(ofReassignment.items.map(({ type }) => type)).toEqual([
    'reassignment.requested',
    'reassignment.reminded',
  ]);
  const again = await running.fetch('POST', `/contact-changes/${changeId}/remind`, {
    token: await running.token(administration),
  });
  expect(again.status).toBe(409);
  expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(3_000);
  const me = await running.call(operations.getMe, heir);
  expect(me).toMatchObject({ nic: heir, waiting: { contactChanges: 1, reassignments: 1 } });
  // The second address is told of the third.
  for (const email of ['second@example.com', 'third@example.com']) {
    const told = await running.call(operations.putMe, heir, {}, { body: { language: 'en', email } });
    expect(told.account).toEqual({ ...me.account, language: 'en', email });
  }
}
