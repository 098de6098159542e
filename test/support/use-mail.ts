import { expect } from 'vitest';
import { awaitMail } from '../../infra/laptop/inbox.ts';
import { Nic } from '../../shared/domain/identifiers.ts';
import { mailPartition, waitingOf } from '../../shared/store/mail-keys.ts';
import type { StackOverDatabase } from './stack-over-database.ts';

/** Has a mail sent at once, and one wait for its time that leaves out what was decided since. */
export async function useMail({ running, database }: StackOverDatabase): Promise<void> {
  const { groupId, administration, heir } = await running.group(0);
  const email = `${heir}@example.com`;
  await running.account(heir, { email });
  const first = await running.requestChange(administration, { groupId }, { technical: heir });
  await awaitMail(email, first.changeId, running.stack.mailUrl ?? '');
  const { changeId } = await running.requestChange(administration, { groupId }, { billing: heir });
  const table = await database.table();
  const prefix = waitingOf(Nic.parse(administration));
  const waits = async () => {
    const { items } = await table.query({ pk: mailPartition(Nic.parse(heir)), prefix, limit: 10 });
    return items.length;
  };
  await expect.poll(waits, { timeout: 600_000 }).toBe(2);
  await running.accept(heir, changeId);
}
