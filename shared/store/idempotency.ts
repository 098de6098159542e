import * as z from 'zod';
import { idempotencyKey, timeToLive } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Table, Write } from './table.ts';

/** An answer is given again for this long, by the clock and not by when the table forgets it. */
const idempotencyLifetimeMilliseconds = 24 * 60 * 60 * 1000;

/** What a request with an idempotency key was answered. */
export const Remembered = z.object({
  /** Names the caller and its key. */
  hash: z.string(),
  /** Names the request: what it is about and its body. */
  fingerprint: z.string(),
  status: z.int(),
  /** The body of the answer. */
  answer: z.unknown(),
  location: z.string(),
  answeredAt: z.iso.datetime(),
  /** The answer before, if the key was used before and that is long enough ago. */
  replaces: z.iso.datetime().optional(),
});
export type Remembered = z.infer<typeof Remembered>;
export const parseRemembered = rowParser(Remembered);

/** What the request of that key was answered, however long ago. */
export async function findRemembered(table: Table, hash: string): Promise<Remembered | undefined> {
  const item = await table.get(idempotencyKey(hash));
  return item === undefined ? undefined : parseRemembered(item);
}

/** Whether the answer is still given again at `now`. */
export const isCurrent = ({ answeredAt }: Remembered, now: Date): boolean =>
  now.getTime() - Date.parse(answeredAt) < idempotencyLifetimeMilliseconds;

/** Remembers the answer in the transaction of the request, provided nobody used the key meanwhile. */
export function rememberAnswer({ replaces, ...remembered }: Remembered): Write {
  const forgotten = timeToLive(new Date(Date.parse(remembered.answeredAt) + idempotencyLifetimeMilliseconds));
  return {
    put: { ...idempotencyKey(remembered.hash), ...remembered, ...forgotten },
    when: [replaces === undefined ? { path: 'pk', is: 'absent' } : { path: 'answeredAt', equals: replaces }],
  };
}
