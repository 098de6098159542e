import { ChangeState } from '../../../../shared/domain/contact-change.ts';
import { Role } from '../../../../shared/domain/roles.ts';
import { readNic } from '../../../lib/values/ids.ts';
import type { HistoryFilter } from '../../api/history-queries.ts';
import { useSearchInput } from '../../components/use-search-input.ts';

const names = ['role', 'state', 'from', 'to', 'contact'] as const;
export type FilterName = (typeof names)[number];

/** The filters as typed, and as the API takes them. */
export function useHistoryFilter() {
  const search = useSearchInput(names);
  return { ...search, filter: filterOf(search.settled) };
}

/** A filter that cannot be meant yet, because it is being typed, does not count. */
function filterOf(value: (name: FilterName) => string): HistoryFilter {
  const role = Role.safeParse(value('role')).data;
  const state = ChangeState.safeParse(value('state')).data;
  const contact = readNic(value('contact'));
  const since = startOfDay(value('from'));
  const until = startOfDay(value('to'), 1);
  return {
    ...(role !== undefined && { role }),
    ...(state !== undefined && { state }),
    ...(contact.ok && { contact: contact.value }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

/** Midnight in this device's time zone, so many days after the day `2026-03-01`. Undefined if that is no day. */
function startOfDay(day: string, daysAfter = 0): string | undefined {
  const start = new Date(`${day}T00:00`);
  if (Number.isNaN(start.getTime())) return undefined;
  start.setDate(start.getDate() + daysAfter);
  return start.toISOString();
}
