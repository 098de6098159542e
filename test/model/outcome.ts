import { Refusal } from '../../shared/domain/refusal.ts';
import { Unavailable } from '../../shared/runtime/unavailable.ts';

/** The result of an action, or the codes of its refusal. */
export async function outcome<T>(promise: Promise<T>): Promise<T | string[]> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Refusal) return error.violations.map((violation) => violation.code).toSorted();
    if (error instanceof Unavailable) return ['unavailable'];
    throw error;
  }
}
