import { Refusal } from '../domain/refusal.ts';
import { isCurrent, type Remembered } from '../store/idempotency.ts';

/** The caller's key and the request by their names, so that the same one is answered the same. */
export interface RequestIdempotency<Requested> {
  readonly hash: string;
  readonly fingerprint: string;
  /** What is answered, to be remembered with the key. */
  readonly answer: (requested: Requested) => Pick<Remembered, 'status' | 'answer' | 'location'>;
}

/**
 * What the key's use before means for a request.
 * @returns what to answer again to the same request, `reused` for another, nothing where the key is as good as new
 */
export function useOfKey(
  remembered: Remembered | undefined,
  idempotency: Pick<RequestIdempotency<never>, 'fingerprint'> | undefined,
  now: Date,
): { readonly replayed: Remembered } | 'reused' | undefined {
  if (remembered === undefined || idempotency === undefined || !isCurrent(remembered, now)) return undefined;
  return remembered.fingerprint === idempotency.fingerprint ? { replayed: remembered } : 'reused';
}

export const keyReused = (): Refusal =>
  new Refusal({
    code: 'idempotency-key-reused',
    detail: 'This idempotency key was sent with a different request in the last 24 hours.',
  });

/** What to remember of a request that was made, if it came with a key; it replaces what that was answered `before`. */
export const toRemember = <Requested>(
  idempotency: RequestIdempotency<Requested> | undefined,
  requested: Requested,
  before: Remembered | undefined,
  now: Date,
): Remembered | undefined =>
  idempotency && {
    hash: idempotency.hash,
    fingerprint: idempotency.fingerprint,
    ...idempotency.answer(requested),
    answeredAt: now.toISOString(),
    replaces: before?.answeredAt,
  };
