import type { ConsentCode } from '../domain/consent-code.ts';
import type { RequestContext } from '../domain/change-request.ts';
import type { GroupId, Nic } from '../domain/identifiers.ts';
import type { Service } from '../domain/service.ts';
import { isSameHash } from '../runtime/hash.ts';
import { parseAccount } from './accounts.ts';
import { parseConsentCode } from './consent-codes.ts';
import { groupKeys, parseGroup, parseOpenRequest } from './groups.ts';
import { parseRemembered, type Remembered } from './idempotency.ts';
import {
  accountKey,
  consentCodeKey,
  groupPartition,
  idempotencyKey,
  serviceLockKey,
  sortKeys,
} from './keys.ts';
import { firstScheduled, type ScheduledChange } from './schedule.ts';
import type { Key, Table } from './table.ts';

export interface ContextWanted {
  readonly recipients: readonly Nic[];
  /** By the nic that each was sent for. */
  readonly codeHashes?: ReadonlyMap<Nic, string>;
  readonly idempotencyHash?: string | undefined;
  /** Whether to read the first change of the group's schedule too. */
  readonly schedule?: boolean | undefined;
}

/** The request context, the remembered answer to the same key, and the first of the group's schedule. */
export interface FoundContext extends RequestContext {
  readonly remembered?: Remembered | undefined;
  /** Absent if it was not read. */
  readonly schedule?: { readonly first: ScheduledChange | undefined } | undefined;
}

/** Reads a group, or a single service's group and lock, and everything in `wanted`, in one round trip. */
export const contextReader =
  (table: Table) =>
  async (
    groupId: GroupId,
    service: Service | undefined,
    { recipients, codeHashes = new Map<Nic, string>(), idempotencyHash, schedule = false }: ContextWanted,
  ): Promise<FoundContext | undefined> => {
    const keys: Key[] = [
      ...groupKeys(groupId),
      ...(service === undefined ? [] : [serviceLockKey(service.serviceId)]),
      ...[...new Set(recipients)].map(accountKey),
      ...[...new Set(codeHashes.values())].map(consentCodeKey),
      ...(idempotencyHash === undefined ? [] : [idempotencyKey(idempotencyHash)]),
    ];
    const [items, scheduled] = await Promise.all([
      table.getMany(keys),
      schedule ? firstScheduled(table, groupId).then((first) => ({ first })) : undefined,
    ]);
    const found = parseGroup(items.filter((item) => item.pk === groupPartition(groupId)));
    if (found === undefined) return undefined;
    const lockOfService = items.find((item) => item.sk === sortKeys.serviceLock);
    const accounts = items.filter((item) => item.sk === sortKeys.account).map(parseAccount);
    const codes = items.filter((item) => item.sk === sortKeys.consentCode).map(parseConsentCode);
    const remembered = items.find((item) => item.sk === sortKeys.remembered);
    return {
      group: found.group,
      service,
      openRequests:
        service === undefined ? found.openRequests : lockOfService ? [parseOpenRequest(lockOfService)] : [],
      accounts: new Map(accounts.map((account) => [account.nic, account])),
      codes: codesByNic(codeHashes, codes),
      remembered: remembered === undefined ? undefined : parseRemembered(remembered),
      schedule: scheduled,
    };
  };

function codesByNic(hashes: ReadonlyMap<Nic, string>, codes: readonly ConsentCode[]): Map<Nic, ConsentCode> {
  return new Map(
    Array.from(hashes).flatMap(([nic, hash]) => {
      const code = codes.find((candidate) => isSameHash(candidate.hash, hash));
      return code === undefined ? [] : [[nic, code] as const];
    }),
  );
}
