import { ConsentCode, longestCodeLifetimeMinutes } from '../domain/consent-code.ts';
import type { Nic } from '../domain/identifiers.ts';
import { timeToLive } from './index-keys.ts';
import { consentCodeKey, liveCodesKey } from './keys.ts';
import { findOpenEntries, saveOpenEntries, type OpenEntries } from './open-entries.ts';
import { rowParser } from './row-parser.ts';
import type { Write, Table } from './table.ts';
import { written } from './written.ts';

export interface ConsentCodeStore {
  /** @param live what its nic has live, this one included. False if that was written meanwhile. */
  save(code: ConsentCode, live: OpenEntries): Promise<boolean>;
  /** The hashes of those that may be neither used nor expired. */
  liveOf(nic: Nic): Promise<OpenEntries>;
  /** False if it was used or revoked before. */
  revoke(hash: string): Promise<boolean>;
  /** Without those that were used or revoked. */
  findMany(hashes: readonly string[]): Promise<ConsentCode[]>;
  find(hash: string): Promise<ConsentCode | undefined>;
}

export const parseConsentCode = rowParser(ConsentCode);

/** A code works once: the transaction of its request deletes it. */
export const useConsentCode = ({ hash }: ConsentCode): Write => ({
  delete: consentCodeKey(hash),
  when: [{ path: 'pk', is: 'present' }],
});

export const consentCodeStore = (table: Table): ConsentCodeStore => ({
  async find(hash) {
    const item = await table.get(consentCodeKey(hash));
    return item === undefined ? undefined : parseConsentCode(item);
  },

  async findMany(hashes) {
    return (await table.getMany(hashes.map(consentCodeKey))).map(parseConsentCode);
  },

  revoke: (hash) =>
    written(table.delete({ delete: consentCodeKey(hash), when: [{ path: 'pk', is: 'present' }] })),

  liveOf: (nic) => findOpenEntries(table, liveCodesKey(nic)),

  save(code, live) {
    const expiresAt = new Date(code.expiresAt);
    // By then the codes that were made before have expired too.
    const forgotten = new Date(expiresAt.getTime() + longestCodeLifetimeMinutes * 60_000);
    return written(
      table.transact([
        { put: { ...consentCodeKey(code.hash), ...code, ...timeToLive(expiresAt) } },
        saveOpenEntries(liveCodesKey(code.nic), live, timeToLive(forgotten)),
      ]),
    );
  },
});
