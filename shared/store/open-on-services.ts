import type { GroupId } from '../domain/identifiers.ts';
import { parseOpenOnService, type OpenOnService } from './change-rows.ts';
import { groupPartition, openOnServiceEnd, openOnServiceSince } from './keys.ts';
import type { Table } from './table.ts';

export interface OpenOnServicesOptions {
  /** Requests made before this time may be left out. */
  readonly since?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface OpenOnServicesPage {
  readonly requests: readonly OpenOnService[];
  readonly next?: string | undefined;
}

/** Reads a page of the open requests on single services of the group, oldest first. Some may have ended. */
export async function openOnServices(
  table: Table,
  groupId: GroupId,
  { since, after, limit }: OpenOnServicesOptions,
): Promise<OpenOnServicesPage> {
  const { items, more } = await table.query({
    pk: groupPartition(groupId),
    from: openOnServiceSince(since),
    to: openOnServiceEnd,
    ...(after !== undefined && { after }),
    limit,
  });
  return { requests: items.map(parseOpenOnService), next: more ? items.at(-1)?.sk : undefined };
}
