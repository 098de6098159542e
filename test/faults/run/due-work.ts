import { eventPrefix } from '../../../shared/store/event-keys.ts';
import { DueKey } from '../../../shared/store/index-keys.ts';
import { mailPrefix } from '../../../shared/store/mail-keys.ts';
import { dueWork } from '../under-test/functions.ts';
import type { Run } from './run.ts';

const timeout = 55_000;
export const minute = 60_000;

/** The schedule's run of due work, every minute. */
export function tick(run: Run): void {
  run.start('runDueWork', { timeout }, dueWork, async () => {});
}

/**
 * The time at which the first unfinished item is due. What waits for a bus or for SES while it is down is due when it
 * is up again, or of a day's run every minute would be only about that.
 */
export function firstDue({ parts: { mirror }, bus, mail }: Run): number | undefined {
  let first: number | undefined;
  for (const item of mirror.latest()) {
    const entry = DueKey.safeParse(item);
    if (!entry.success) continue;
    const dueAt = Date.parse(entry.data.dueAt);
    const needed = item.sk.startsWith(eventPrefix) ? bus : item.pk.startsWith(mailPrefix) ? mail : undefined;
    const time = Math.max(dueAt, needed?.isDownUntil ?? 0);
    first = Math.min(first ?? time, time);
  }
  return first;
}
