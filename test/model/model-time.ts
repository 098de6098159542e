import type { Model } from './model.ts';

export const week = 7 * 24 * 3_600_000;

/** Whether the time is in the future, and at most a year ahead. */
export function isInNextYear({ time }: Pick<Model, 'time'>, given: number): boolean {
  const now = new Date(time);
  const [year, month, day] = [now.getUTCFullYear() + 1, now.getUTCMonth(), now.getUTCDate()];
  return given > time && given <= Date.UTC(year, month, day) + (time % 86_400_000);
}
