import { setTimeout as pause } from 'node:timers/promises';
import { operations } from '../../../shared/http/contract/operations.ts';
import { operatorNic, type Callers } from './callers.ts';

const lookEveryMilliseconds = 500;
const longestWaitMilliseconds = 60 * 60_000;
const most = 0.95;

export interface EndedReassignment {
  readonly seconds: number;
  /** Until 95 % of the targets were completed. */
  readonly secondsOfMost: number;
}

/** Runs an operator's reassignment to its end. Throws unless every target is completed. */
export async function runReassignment(
  callers: Callers,
  from: string,
  to: string,
): Promise<EndedReassignment> {
  const { requestReassignment, acceptReassignment, getReassignment } = operations;
  const operator = callers.as(operatorNic);
  const { reassignmentId } = await operator.call(requestReassignment, {
    body: { from, to, roles: ['technical'] },
  });
  const params = { reassignmentId };
  await callers.as(to).call(acceptReassignment, { params });
  const started = performance.now();
  let secondsOfMost: number | undefined;
  while (performance.now() - started < longestWaitMilliseconds) {
    const { state, progress, completedAt } = await operator.call(getReassignment, { params });
    const seconds = (performance.now() - started) / 1_000;
    if (progress.targets > 0 && progress.completed >= most * progress.targets) secondsOfMost ??= seconds;
    if (completedAt !== undefined) {
      if (progress.completed !== progress.targets) throw new Error(`The reassignment ended ${state}.`);
      return { seconds, secondsOfMost: secondsOfMost ?? seconds };
    }
    await pause(lookEveryMilliseconds);
  }
  throw new Error('The reassignment did not end in an hour.');
}
