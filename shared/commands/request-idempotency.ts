import { Refusal } from '../domain/refusal.ts';
import { isCurrent, type Remembered } from '../store/idempotency.ts';

/** Hashes of the key and of the request. */
export interface RequestIdempotency<Requested> {
  readonly hash: string;
  readonly fingerprint: string;
  /** The answer to remember with the key. */
  readonly answer: (requested: Requested) => Pick<Remembered, 'status' | 'answer' | 'location'>;
}

/** @returns the remembered answer for the same request, `reused` for another one, undefined if unused or expired */
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
    parameter: 'Idempotency-Key',
    detail:
      'This idempotency key was sent with a different request in the last 24 hours. Use a new key for a new request.',
  });

/** Replaces the expired record `before`. */
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
