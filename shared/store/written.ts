import { ConditionFailed } from './table.ts';

/** Whether the write was made: false when a condition did not hold, so that the caller reads again. */
export async function written(write: Promise<void>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
