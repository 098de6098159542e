import { Refusal } from '../../../shared/domain/refusal.ts';
import { Unavailable } from '../../../shared/runtime/unavailable.ts';
import { Violation } from '../violation.ts';
import type { UserAction } from '../scenario/user-action.ts';
import { requestTimeout, type Live, type Run } from './run.ts';

/** The most attempts of a client at one request. */
const attempts = 4;

/** Sends a client's request, and retries it after a 503 or without an answer. */
export function startUserAction(run: Run, action: UserAction, attempt = 1, skew = 0): void {
  const { name, asked, askedReassignment } = action;
  const onEnd = async ({ outcome }: Live): Promise<void> => {
    const error = outcome !== undefined && 'error' in outcome ? outcome.error : undefined;
    if (error instanceof Violation) throw error;
    if (error !== undefined && !(error instanceof Refusal || error instanceof Unavailable)) {
      throw new Error(`${name} ended as nothing should`, { cause: error });
    }
    const isAnswered = outcome !== undefined && !(error instanceof Unavailable);
    if (!isAnswered && attempt < attempts) startUserAction(run, action, attempt + 1, skew);
  };
  run.start(
    name,
    {
      timeout: requestTimeout,
      skew,
      ...(asked && { asked }),
      ...(askedReassignment && { askedReassignment }),
    },
    (effects) => action.work(effects),
    onEnd,
  );
}
