import { isOpen } from '../domain/contact-change.ts';
import type { ChangeId, GroupId } from '../domain/identifiers.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import { enqueueNextStep } from './enqueue-next-step.ts';
import { findChange } from './find-change.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { becomeEffective } from './become-effective.ts';
import type { ChangeCapabilities } from './capabilities.ts';

/** The most changes that one step starts. The others stay due. */
const startLimitOfStep = 100;
/** The most changes that a caller waits for before it gets a 503. The sweep starts the others meanwhile. */
const startLimitOfRequest = 5;

interface Started {
  readonly started: number;
  /** Whether a change cannot start for now. Later changes of administration then have to wait. */
  readonly isHeldUp: boolean;
}

/** Starts the group's due changes, as many as one step may. */
export async function startOverdue(capabilities: ChangeCapabilities, groupId: GroupId): Promise<void> {
  await startUpTo(capabilities, groupId, startLimitOfStep);
}

/**
 * Starts what is overdue before the administration changes hands (R5).
 * @returns whether a change started, so that the caller has to read and decide again
 * @throws Unavailable if a change cannot start for now, because a change of administration would end it
 */
export async function startBeforeAdministrationMoves(
  capabilities: ChangeCapabilities,
  groupId: GroupId,
): Promise<boolean> {
  const { started, isHeldUp } = await startUpTo(capabilities, groupId, startLimitOfRequest);
  if (isHeldUp) throw new Unavailable('Overdue changes of the group could not be started. Try again.');
  return started > 0;
}

/**
 * Starts the group's due scheduled changes by time, and changes of administration last among equal times (R5, R9).
 * Each is checked when its turn comes. If one cannot start, the others still do, except changes of administration,
 * which would end it.
 */
async function startUpTo(
  capabilities: ChangeCapabilities,
  groupId: GroupId,
  limit: number,
): Promise<Started> {
  const { changes, clock, log } = capabilities;
  let after: string | undefined;
  let started = 0;
  let isHeldUp = false;
  for (let turn = 0; turn < limit; turn++) {
    const overdue = await changes.firstOverdue(groupId, clock.now(), after);
    if (overdue === undefined || (isHeldUp && overdue.movesAdministration)) break;
    const { changeId } = overdue;
    try {
      await start(capabilities, changeId);
      started += 1;
    } catch (error) {
      log.error('Could not start a scheduled change; it stays due.', { changeId, groupId, error });
      after = overdue.place;
      isHeldUp ||= error instanceof Unavailable;
    }
  }
  return { started, isHeldUp };
}

async function start(capabilities: ChangeCapabilities, changeId: ChangeId): Promise<void> {
  const { changes, changeQueue, clock, log } = capabilities;
  await retryOnConflict(async () => {
    const found = await findChange(capabilities, changeId);
    const { stored, change, context } = found;
    if (stored.state !== 'scheduled') {
      await changes.unschedule(stored);
      return true;
    }
    const now = clock.now();
    const outcome = isOpen(change) ? becomeEffective(capabilities, change, context, now) : change;
    const next = { ...outcome, version: stored.version + 1 };
    if (!(await changes.settle(next, stored, context, now))) return undefined;
    await enqueueNextStep(next, changeQueue, log);
    return true;
  });
}
