import { Refusal } from '../../shared/domain/refusal.ts';

/** The codes of the refusal. Throws if the promise was not refused. */
export async function refusalOf(promise: Promise<unknown>): Promise<string[]> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw new Error('This was not refused.', { cause: error });
  return error.violations.map((violation) => violation.code);
}
