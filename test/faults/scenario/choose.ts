import type { Run } from '../run/run.ts';

/** Chooses one of several by number. */
export const choose = <T>(run: Run, question: string, from: readonly T[]): T | undefined =>
  from.length === 0 ? undefined : from[run.parts.choices.integer(question, 0, from.length - 1)];

/** Chooses one of several by name, with these weights. */
export const chooseNamed = (run: Run, question: string, weights: Readonly<Record<string, number>>): string =>
  run.parts.choices.pick(
    question,
    Object.entries(weights).map(([name, weight]) => ({ name, weight })),
  );
