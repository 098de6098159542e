import { Refusal } from '../../shared/domain/refusal.ts';

/** The codes with which this was turned down. Throws when it was not. */
export async function refusalOf(promise: Promise<unknown>): Promise<string[]> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw new Error('This was not refused.', { cause: error });
  return error.violations.map((violation) => violation.code);
}
