import { DueKey } from '../../../shared/store/index-keys.ts';
import { changePrefix, reassignmentPrefix, serviceKeys } from '../../../shared/store/keys.ts';
import { dueWork } from '../under-test/functions.ts';
import type { Run } from './run.ts';

const timeout = 55_000;
export const minute = 60_000;

/** The schedule's run of due work, every minute. */
export function tick(run: Run): void {
  run.start('runDueWork', { timeout }, dueWork, async () => {});
}

/** The time at which the first unfinished item is due. */
export function firstDue(run: Run): number | undefined {
  const { mirror } = run.parts;
  const items = [changePrefix, reassignmentPrefix, serviceKeys.prefix].flatMap((prefix) =>
    mirror.withPrefix(prefix),
  );
  const times = items.flatMap((item) => {
    const entry = DueKey.safeParse(item);
    return entry.success ? [Date.parse(entry.data.dueAt)] : [];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}
