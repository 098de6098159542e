import { isUnderWay, Reassignment } from '../../../shared/domain/reassignment.ts';
import { heldGroupPrefix, reassignmentPrefix } from '../../../shared/store/keys.ts';
import { withItems, withPages, withWrites } from './broken-tables.ts';
import type { Mutation } from './mutation.ts';
import { withoutDueMarker } from './without-due-marker.ts';

export const mutationsOfReassignments: readonly Mutation[] = [
  {
    name: 'a reassignment begins targets though it was cancelled',
    invariant: 7,
    script: {
      services: 2,
      otherGroups: 2,
      hasReassignments: true,
      userActions: 2,
      forced: [],
      moments: [
        {
          question: 'next',
          when: /^runReassignment#3 TransactWriteItems CHANGE#/,
          choose: 'user acts',
        },
        { question: 'user action', choose: 'cancels a reassignment' },
      ],
    },
    table: (table) =>
      withWrites(table, (write) =>
        'check' in write && write.check.pk.startsWith(reassignmentPrefix) ? undefined : write,
      ),
  },
  {
    name: 'a reassignment does not wait for its changes',
    invariant: 6,
    firstSeed: 4,
    table: (table, invocation) =>
      invocation === 'runReassignment'
        ? withItems(table, (item) => ('propagating' in item ? { ...item, propagating: 0 } : item))
        : table,
  },
  {
    name: 'a reassignment leaves out the first that it is to collect of a page',
    invariant: 1,
    firstSeed: 4,
    table: (table, invocation) =>
      invocation === 'runReassignment'
        ? withPages(table, (items, { prefix }) =>
            prefix === heldGroupPrefix && items.length > 1 ? items.slice(1) : items,
          )
        : table,
  },
  {
    name: 'a reassignment that runs has no due marker',
    invariant: 8,
    firstSeed: 4,
    table: (table) => withoutDueMarker(table, Reassignment, isUnderWay),
  },
];
