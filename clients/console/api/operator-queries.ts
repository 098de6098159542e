import { queryOptions } from '@tanstack/react-query';
import type { ChangeState } from '../../../shared/domain/contact-change.ts';
import type { ReassignmentState } from '../../../shared/domain/reassignment.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { Client } from '../../lib/api/client.ts';
import { listOptions } from './list.ts';

const calm = 20_000;
const pageSize = 20;

/** The changes of everyone in a state, newest first. */
export const everyChangeQuery = (api: Client, state: ChangeState) => ({
  ...listOptions(
    ['everyone', 'changes', { state }],
    (page, signal) =>
      api.call(operations.listMyChanges, { query: { ...page, of: 'everyone', state }, signal }),
    pageSize,
  ),
  refetchInterval: calm,
});

/** The reassignments of everyone in a state, newest first. */
export const everyReassignmentQuery = (api: Client, state: ReassignmentState) => ({
  ...listOptions(
    ['everyone', 'reassignments', { state }],
    (page, signal) =>
      api.call(operations.listReassignments, { query: { ...page, of: 'everyone', state }, signal }),
    pageSize,
  ),
  refetchInterval: calm,
});

/** The accounts whose nic begins so. */
export const accountsQuery = (api: Client, prefix: string) =>
  listOptions(
    ['accounts', { prefix }],
    (page, signal) => api.call(operations.listAccounts, { query: { ...page, prefix }, signal }),
    pageSize,
  );

/** The groups whose id begins so, whoever their contacts are. */
export const groupsByPrefixQuery = (api: Client, prefix: string) =>
  listOptions(
    ['everyone', 'groups', { prefix }],
    (page, signal) => api.call(operations.listGroups, { query: { ...page, of: 'everyone', prefix }, signal }),
    pageSize,
  );

export const accountQuery = (api: Client, nic: string) =>
  queryOptions({
    queryKey: ['account', nic],
    queryFn: ({ signal }) => api.call(operations.getAccount, { params: { nic }, signal }),
  });
