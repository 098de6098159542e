import { requestsEndedBy, type EndableRequest } from '../domain/change-request.ts';
import type { Moves } from '../domain/contact-change.ts';
import { endOf, type RequestTerms } from '../domain/group.ts';
import type { ChangeId, GroupId, Nic } from '../domain/identifiers.ts';
import type { OpenOnServicesPage } from '../store/open-on-services.ts';
import type { FoundContext } from '../store/request-context.ts';
import type { Capabilities } from './capabilities.ts';

export interface EndedRequests {
  /** The first hundred: requests on the group, then those on its services, oldest first. */
  readonly named: readonly ChangeId[];
  readonly besides: number;
  /** If false, there are at least `besides` more. */
  readonly isExact: boolean;
}

export const noEndedRequests: EndedRequests = { named: [], besides: 0, isExact: true };

const namedLimit = 100;
/** Small, because it is read before it is known whether the caller may see the group. */
const firstPageSize = 200;
const pageSize = 1_000;
/** Per answer. */
const pageLimit = 10;

/** Read together with the group. */
export const firstOpenOnServices = (
  { changes }: Pick<Capabilities, 'changes'>,
  groupId: GroupId,
): Promise<OpenOnServicesPage> => changes.openOnServices(groupId, { limit: firstPageSize });

/**
 * Which open requests of `requestedBy` the change would end (R5).
 * @param firstPage what `firstOpenOnServices` read
 */
export async function readEndedRequests(
  { changes }: Pick<Capabilities, 'changes'>,
  moves: Moves,
  requestedBy: Nic,
  { group, openRequests }: FoundContext,
  firstPage: OpenOnServicesPage | undefined,
  now: Date,
): Promise<EndedRequests> {
  if (moves.administration === undefined) return noEndedRequests;
  const ended = (requests: readonly (EndableRequest & RequestTerms)[]) =>
    requestsEndedBy(
      moves,
      requestedBy,
      requests.filter((request) => endOf(request, group, now) === undefined),
    );
  const named = ended(openRequests);
  // Requests from before the last change of administration ended with it.
  const since = group.administrationChanges.at(-1)?.at;
  let besides = 0;
  let after: string | undefined;
  const isWhole = firstPage?.next === undefined || since === undefined;
  let known = isWhole ? firstPage : undefined;
  for (let page = 0; page < pageLimit; page++) {
    const options = { since, after, limit: pageSize };
    const { requests, next } = known ?? (await changes.openOnServices(group.groupId, options));
    known = undefined;
    const found = ended(requests);
    const room = namedLimit - named.length;
    named.push(...found.slice(0, room));
    besides += Math.max(found.length - room, 0);
    if (next === undefined) return { named, besides, isExact: true };
    after = next;
  }
  return { named, besides, isExact: false };
}
