import type * as z from 'zod';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer } from '../../../shared/http/contract/shapes.ts';
import type { Client } from '../../lib/api/client.ts';
import { listOptions } from './list.ts';

const pageSize = 50;

/** Which changes of a group's history are shown. */
export type HistoryFilter = Pick<
  z.input<typeof operations.listGroupChanges.query>,
  'state' | 'since' | 'until' | 'role' | 'contact'
>;

/** The changes of a group, newest first. */
export const historyQuery = (api: Client, groupId: string, filter: HistoryFilter) =>
  listOptions(
    ['group', groupId, 'history', filter],
    (page, signal) =>
      api.call(operations.listGroupChanges, { params: { groupId }, query: { ...page, ...filter }, signal }),
    pageSize,
  );

/** Every change of them, for a file. */
export const wholeHistory = (
  api: Client,
  groupId: string,
  filter: HistoryFilter,
  signal: AbortSignal,
): AsyncGenerator<ContactChangeAnswer> =>
  api.list(operations.listGroupChanges, { params: { groupId }, query: filter, signal });
