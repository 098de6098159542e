import * as z from 'zod';
import { timeToLive } from './index-keys.ts';
import { idempotencyKey } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Table, Write } from './table.ts';

/** The lifetime of a remembered answer. The clock decides, because the table deletes it later. */
const idempotencyLifetimeMilliseconds = 24 * 60 * 60 * 1000;

export const Remembered = z.object({
  /** The hash of the caller and its key. */
  hash: z.string(),
  /** The hash of the request's subject and body. */
  fingerprint: z.string(),
  status: z.int(),
  /** As text, because the table does not keep the order of properties. Older rows have it as it is. */
  answer: z.union([z.string().transform((text): unknown => JSON.parse(text)), z.unknown()]),
  location: z.string(),
  answeredAt: z.iso.datetime(),
  /** The time of the expired answer that this one replaces. */
  replaces: z.iso.datetime().optional(),
});
export type Remembered = z.infer<typeof Remembered>;
export const parseRemembered = rowParser(Remembered);

/** Finds the remembered answer to a key, even an expired one. */
export async function findRemembered(table: Table, hash: string): Promise<Remembered | undefined> {
  const item = await table.get(idempotencyKey(hash));
  return item === undefined ? undefined : parseRemembered(item);
}

export const isCurrent = ({ answeredAt }: Remembered, now: Date): boolean =>
  now.getTime() - Date.parse(answeredAt) < idempotencyLifetimeMilliseconds;

/** Remembers the answer in the request's transaction. Fails the transaction if the key was used meanwhile. */
export function rememberAnswer({ replaces, answer, ...remembered }: Remembered): Write {
  const forgotten = timeToLive(new Date(Date.parse(remembered.answeredAt) + idempotencyLifetimeMilliseconds));
  return {
    put: { ...idempotencyKey(remembered.hash), ...remembered, answer: JSON.stringify(answer), ...forgotten },
    when: [replaces === undefined ? { path: 'pk', is: 'absent' } : { path: 'answeredAt', equals: replaces }],
  };
}
