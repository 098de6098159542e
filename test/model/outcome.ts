import { Refusal } from '../../shared/domain/refusal.ts';

/** What came of it, or the codes with which it was turned down. */
export async function outcome<T>(promise: Promise<T>): Promise<T | string[]> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Refusal) return error.violations.map((violation) => violation.code).toSorted();
    throw error;
  }
}
