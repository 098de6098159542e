import { openLimit } from '../domain/open-limit.ts';
import type { OpenEntries } from '../store/open-entries.ts';

/**
 * What a nic has open, with one more. Only where there is no room is it looked up which of them have ended.
 * @param stillOpen of these ids, those that have not ended
 * @returns undefined if the nic has as many open as it may
 */
export async function withOpenEntry(
  entries: OpenEntries,
  id: string,
  stillOpen: (ids: readonly string[]) => Promise<readonly string[]>,
): Promise<OpenEntries | undefined> {
  const ids = entries.ids.length < openLimit ? entries.ids : await stillOpen(entries.ids);
  return ids.length < openLimit ? { ...entries, ids: [...ids, id] } : undefined;
}
