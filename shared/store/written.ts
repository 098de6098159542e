import { ConditionFailed } from './table.ts';

/** Resolves to false if a condition failed, so that the caller reads again. */
export async function written(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
