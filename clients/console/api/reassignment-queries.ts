import { queryOptions } from '@tanstack/react-query';
import type * as z from 'zod';
import type { ReassignmentState } from '../../../shared/domain/reassignment.ts';
import type { TargetState } from '../../../shared/domain/reassignment-target.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { OutcomeAnswer, ReassignmentParty } from '../../../shared/http/contract/reassignment-shapes.ts';
import type { Client } from '../../lib/api/client.ts';
import { listOptions } from './list.ts';

export type ReassignmentBody = z.input<typeof operations.requestReassignment.body>;

const calm = 20_000;
const rowsOfPage = 30;

/** How often to read a reassignment again in its state. What has ended moves by a retry alone. */
export function reassignmentInterval(state: ReassignmentState | undefined): number {
  if (state === 'running') return 1_500;
  return state === 'awaiting-consent' || state === 'scheduled' ? 5_000 : calm;
}

/** The reassignments that the caller has a part in, newest first. */
export const reassignmentsQuery = (
  api: Client,
  filter: { readonly state?: ReassignmentState | undefined; readonly party?: ReassignmentParty | undefined },
) => ({
  ...listOptions(['reassignments', filter], (page, signal) =>
    api.call(operations.listReassignments, { query: { ...page, ...filter }, signal }),
  ),
  refetchInterval: calm,
});

/** A reassignment, read again as often as its state asks for. */
export const reassignmentQuery = (api: Client, reassignmentId: string) =>
  queryOptions({
    queryKey: ['reassignment', reassignmentId],
    queryFn: ({ signal }) => api.call(operations.getReassignment, { params: { reassignmentId }, signal }),
    refetchInterval: ({ state: { data } }) => reassignmentInterval(data?.state),
  });

/** What happened to a reassignment, oldest first. */
export const reassignmentEventsQuery = (api: Client, reassignmentId: string) =>
  listOptions(['reassignment', reassignmentId, 'events'], (query, signal) =>
    api.call(operations.listReassignmentEvents, { params: { reassignmentId }, query, signal }),
  );

/** What became of its targets, or of those in a state. */
export const outcomesQuery = (api: Client, reassignmentId: string, state: TargetState | undefined) =>
  listOptions(
    ['reassignment', reassignmentId, 'outcomes', { state }],
    (page, signal) =>
      api.call(operations.listReassignmentOutcomes, {
        params: { reassignmentId },
        query: { ...page, state },
        signal,
      }),
    rowsOfPage,
  );

/** Every outcome of them, for a file. */
export const allOutcomes = (
  api: Client,
  reassignmentId: string,
  state: TargetState | undefined,
  signal: AbortSignal,
): AsyncGenerator<OutcomeAnswer> =>
  api.list(operations.listReassignmentOutcomes, { params: { reassignmentId }, query: { state }, signal });

/** What it would do if it ran now. */
export const previewQuery = (api: Client, reassignmentId: string) =>
  listOptions(
    ['reassignment', reassignmentId, 'preview'],
    (query, signal) =>
      api.call(operations.previewReassignment, { params: { reassignmentId }, query, signal }),
    rowsOfPage,
  );

/** Where a nic is a contact, as far as the caller sees it. */
export const contactRolesQuery = (api: Client, nic: string, limit?: number) =>
  listOptions(
    ['contact', nic, { limit }],
    (query, signal) => api.call(operations.listContactRoles, { params: { nic }, query, signal }),
    limit,
  );

/** What a request for a reassignment would do, page by page. Nothing is written. */
export const dryRunQuery = (api: Client, body: ReassignmentBody) => ({
  ...listOptions(
    ['reassignment-dry-run', body],
    async (query, signal) => {
      const answer = await api.dryRun(operations.requestReassignment, { body, query, signal });
      const { items, nextCursor, total } = answer.preview;
      return { items, nextCursor, total, answer };
    },
    rowsOfPage,
  ),
  staleTime: 0,
  gcTime: 0,
});
