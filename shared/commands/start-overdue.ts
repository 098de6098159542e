import { outcomeOf } from '../domain/effect.ts';
import { isOpen } from '../domain/contact-change.ts';
import type { ChangeId, GroupId } from '../domain/identifiers.ts';
import { announce } from './announce.ts';
import { findChange, type DecideDependencies } from './find-change.ts';
import { judging } from './judging.ts';

/** The most changes that one call starts; what is left is due still. */
const startLimit = 100;

/**
 * Starts the group's scheduled changes whose time has come, in the order of their times, at a tie administration last
 * (R5, R9). Each is judged as it stands when its turn comes.
 * @returns how many there were
 */
export async function startOverdue(dependencies: DecideDependencies, groupId: GroupId): Promise<number> {
  const { changes, clock } = dependencies;
  for (let started = 0; started < startLimit; started++) {
    const changeId = await changes.firstOverdue(groupId, clock.now());
    if (changeId === undefined) return started;
    await start(dependencies, changeId);
  }
  return startLimit;
}

async function start(dependencies: DecideDependencies, changeId: ChangeId): Promise<void> {
  const { changes, changeQueue, clock, log } = dependencies;
  await judging(async () => {
    const found = await findChange(dependencies, changeId);
    if (found === undefined) return undefined;
    const { stored, change, target } = found;
    if (stored.state !== 'scheduled') {
      await changes.unschedule(stored);
      return true;
    }
    const now = clock.now();
    const outcome = isOpen(change) ? outcomeOf(change, target.group, target.accounts, now) : change;
    const next = { ...outcome, version: stored.version + 1 };
    if (!(await changes.settle(next, stored, target, now))) return undefined;
    await announce(next, changeQueue, log);
    return true;
  });
}
