import * as z from 'zod';
import { claimMilliseconds } from '../domain/gathering.ts';
import { Nic } from '../domain/identifiers.ts';
import { storedObject } from '../domain/stored.ts';
import { hashOf } from '../runtime/hash.ts';
import { dueIndexKeys, timeToLive } from './index-keys.ts';
import { formerAddressKey, mailDuePartitionOf, mailPartition } from './mail-keys.ts';
import { rowParser } from './row-parser.ts';
import type { Key, Put, Table } from './table.ts';
import { written } from './written.ts';

/** An address is told once in this time, so that nobody can have it mailed again and again. */
const rememberedMilliseconds = 7 * 24 * 60 * 60 * 1000;

/** An address that is no longer that of its account, which it is to be told. */
export const FormerAddress = storedObject({
  to: Nic,
  /** Absent once it was told. */
  email: z.string().optional(),
  changedAt: z.iso.datetime(),
  /** The end of the claim of the function that tells it. */
  claimedUntil: z.iso.datetime().optional(),
  version: z.int().positive(),
});
export type FormerAddress = z.infer<typeof FormerAddress> & { readonly place: string };

export const parseFormerAddress = rowParser(FormerAddress);

export interface FormerAddressStore {
  /** Claims it, so that no other function tells it meanwhile. Undefined if it is claimed, or was told. */
  claim(to: Nic, place: string, now: Date): Promise<FormerAddress | undefined>;
  /** It was told, or cannot be. Forgets the address. */
  settle(told: FormerAddress): Promise<void>;
}

const keyOf = (nic: Nic, email: string): Key => formerAddressKey(nic, hashOf(email));

const dueAt = (nic: Nic, time: string) => ({
  [dueIndexKeys.partition]: mailDuePartitionOf(nic),
  [dueIndexKeys.sort]: time,
});

const lifeOf = (changedAt: string) => timeToLive(new Date(Date.parse(changedAt) + rememberedMilliseconds));

/** That the address is to be told, at once; nothing if it was told within a week. */
export async function formerAddressWrites(table: Table, to: Nic, email: string, now: Date): Promise<Put[]> {
  const key = keyOf(to, email);
  if ((await table.get(key)) !== undefined) return [];
  const changedAt = now.toISOString();
  const put = { ...key, to, email, changedAt, version: 1, ...dueAt(to, changedAt), ...lifeOf(changedAt) };
  return [{ put, when: [{ path: 'pk', is: 'absent' }] }];
}

export const formerAddressStore = (table: Table): FormerAddressStore => ({
  async claim(to, place, now) {
    const item = await table.get({ pk: mailPartition(to), sk: place });
    const known = item === undefined ? undefined : parseFormerAddress(item);
    if (known?.email === undefined || Date.parse(known.claimedUntil ?? '') > now.getTime()) return undefined;
    const claimedUntil = new Date(now.getTime() + claimMilliseconds).toISOString();
    const claimed = { ...known, claimedUntil, version: known.version + 1 };
    const put = {
      pk: mailPartition(to),
      sk: place,
      ...claimed,
      ...dueAt(to, claimedUntil),
      ...lifeOf(known.changedAt),
    };
    const isClaimed = await written(table.put({ put, when: [{ path: 'version', equals: known.version }] }));
    return isClaimed ? { ...claimed, place } : undefined;
  },

  async settle({ place, to, changedAt, version }) {
    const put = {
      pk: mailPartition(to),
      sk: place,
      to,
      changedAt,
      version: version + 1,
      ...lifeOf(changedAt),
    };
    await written(table.put({ put, when: [{ path: 'version', equals: version }] }));
  },
});
