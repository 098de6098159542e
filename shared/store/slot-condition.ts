import type { Service } from '../domain/service.ts';
import { slotOf } from '../domain/slot.ts';
import type { Condition } from './table.ts';

/** On condition that the slot is as read. */
export const slotAsRead = (row: Service, attribute: string): Condition => {
  const entry = slotOf(row, attribute);
  return entry === undefined ? { path: attribute, is: 'absent' } : { path: attribute, equals: entry.asRead };
};
