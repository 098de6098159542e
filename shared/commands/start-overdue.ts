import { isOpen, type ContactChange } from '../domain/contact-change.ts';
import type { ChangeId, GroupId } from '../domain/identifiers.ts';
import { announce } from './announce.ts';
import { findChange, type DecideDependencies } from './find-change.ts';
import { judging } from './judging.ts';
import { takeEffect } from './take-effect.ts';

/** The most changes that one step of the flow starts; what is left is due still. */
export const startLimitOfStep = 100;
/** The most that a caller waits for before it is told to come again: due work goes on meanwhile. */
export const startLimitOfRequest = 5;

/**
 * Starts the group's scheduled changes whose time has come, in the order of their times, at a tie administration last
 * (R5, R9). Each is judged as it stands when its turn comes.
 * @returns how many there were
 */
export async function startOverdue(
  dependencies: DecideDependencies,
  groupId: GroupId,
  limit: number,
): Promise<number> {
  const { changes, clock, log } = dependencies;
  let after: ContactChange | undefined;
  let started = 0;
  for (let turn = 0; turn < limit; turn++) {
    const changeId = await changes.firstOverdue(groupId, clock.now(), after);
    if (changeId === undefined) break;
    try {
      await start(dependencies, changeId);
      started += 1;
    } catch (error) {
      // One that cannot start for now, for whatever reason, does not keep the others from starting.
      log.error('A scheduled change could not be started; it stays due.', { changeId, groupId, error });
      after = await changes.find(changeId);
    }
  }
  return started;
}

async function start(dependencies: DecideDependencies, changeId: ChangeId): Promise<void> {
  const { changes, changeQueue, clock, log } = dependencies;
  await judging(async () => {
    const found = await findChange(dependencies, changeId);
    const { stored, change, target } = found;
    if (stored.state !== 'scheduled') {
      await changes.unschedule(stored);
      return true;
    }
    const now = clock.now();
    const outcome = isOpen(change) ? takeEffect(change, target, now) : change;
    const next = { ...outcome, version: stored.version + 1 };
    if (!(await changes.settle(next, stored, target, now))) return undefined;
    await announce(next, changeQueue, log);
    return true;
  });
}
