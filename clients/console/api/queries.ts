import { queryOptions } from '@tanstack/react-query';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import type { ChangeState } from '../../../shared/domain/contact-change.ts';
import type { MemberState } from '../../../shared/http/contract/shapes.ts';
import type { Client } from '../../lib/api/client.ts';
import { listOptions } from './list.ts';

/** How often what may change by others is read again. */
const calm = 20_000;
const live = 1_000;

/** Whether a change moves by itself, or by the clock. */
const isMoving = (state: ChangeState | undefined): boolean => state === 'propagating';
const isOpen = (state: ChangeState | undefined): boolean =>
  state === 'awaiting-consent' || state === 'scheduled';

/** How often to read a change again in its state. What has ended moves by a retry alone. */
export const pollInterval = (state: ChangeState | undefined): number | false => {
  if (isMoving(state)) return live;
  return isOpen(state) ? 5_000 : calm;
};

/** The caller: its account, and how much waits for it. */
export const meQuery = (api: Client) =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => api.call(operations.getMe, { signal }),
    refetchInterval: calm,
  });

/** What waits for the caller's decision. */
export const inboxQuery = (api: Client) => ({
  ...listOptions(['inbox'], (query, signal) => api.call(operations.listInbox, { query, signal })),
  refetchInterval: calm,
});

/** The caller's consent codes that can still be used. */
export const consentCodesQuery = (api: Client) =>
  listOptions(['consent-codes'], (query, signal) => api.call(operations.listConsentCodes, { query, signal }));

/** The caller's groups, or those in which it holds the role. */
export const groupsQuery = (api: Client, role?: Role) =>
  listOptions(['groups', { role }], (page, signal) =>
    api.call(operations.listGroups, { query: { ...page, role }, signal }),
  );

export const groupQuery = (api: Client, groupId: string) =>
  queryOptions({
    queryKey: ['group', groupId],
    queryFn: ({ signal }) => api.call(operations.getGroup, { params: { groupId }, signal }),
    refetchInterval: calm,
  });

export const serviceQuery = (api: Client, serviceId: string) =>
  queryOptions({
    queryKey: ['service', serviceId],
    queryFn: ({ signal }) => api.call(operations.getService, { params: { serviceId }, signal }),
  });

/** A change, read again as often as its state asks for. */
export const changeQuery = (api: Client, changeId: string) =>
  queryOptions({
    queryKey: ['change', changeId],
    queryFn: ({ signal }) => api.call(operations.getContactChange, { params: { changeId }, signal }),
    refetchInterval: ({ state: { data } }) => pollInterval(data?.state),
  });

/** What happened to a change, oldest first. */
export const changeEventsQuery = (api: Client, changeId: string) =>
  listOptions(['change', changeId, 'events'], (query, signal) =>
    api.call(operations.listChangeEvents, { params: { changeId }, query, signal }),
  );

/** What became of a change on each service, of those in a state. */
export const memberOutcomesQuery = (api: Client, changeId: string, state: MemberState, limit: number) =>
  listOptions(
    ['change', changeId, 'services', { state }],
    (page, signal) =>
      api.call(operations.listMemberOutcomes, { params: { changeId }, query: { ...page, state }, signal }),
    limit,
  );

/** The changes of a group in a state, the newest at most. */
export const groupChangesQuery = (api: Client, groupId: string, state: ChangeState) =>
  queryOptions({
    queryKey: ['group', groupId, 'changes', { state }],
    queryFn: ({ signal }) =>
      api.call(operations.listGroupChanges, { params: { groupId }, query: { state, limit: 3 }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.items.length === 0 ? calm : live),
  });
