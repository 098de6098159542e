import type { Service } from '../domain/service.ts';
import { slotOf } from '../domain/slot.ts';
import type { Condition } from './table.ts';

/** A slot of a member's row still says what was read there. */
export const slotAsRead = (row: Service, attribute: string): Condition => {
  const entry = slotOf(row, attribute);
  return entry === undefined ? { path: attribute, is: 'absent' } : { path: attribute, equals: entry.asRead };
};
