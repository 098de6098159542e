import { ConsentCode } from '../domain/consent-code.ts';
import { consentCodeKey, timeToLive } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Write, Table } from './table.ts';

export interface ConsentCodeStore {
  save(code: ConsentCode): Promise<void>;
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

  async save(code) {
    const forgotten = timeToLive(new Date(code.expiresAt));
    await table.put({ put: { ...consentCodeKey(code.hash), ...code, ...forgotten } });
  },
});
