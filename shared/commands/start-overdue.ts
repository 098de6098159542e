import { awaitsRetry, isOpen, isWaiting, type ContactChange } from '../domain/contact-change.ts';
import { isOfSameGroup } from '../domain/group.ts';
import { system } from '../domain/event.ts';
import type { ChangeId, GroupId } from '../domain/identifiers.ts';
import { mostRelevant, Refusal } from '../domain/refusal.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import type { FoundContext } from '../store/request-context.ts';
import { scheduleWrites } from '../store/change-writes.ts';
import { isOverdue, type ScheduledChange } from '../store/schedule.ts';
import { enqueueEvents } from './enqueue-events.ts';
import { enqueueNextStart, enqueueNextStep } from './enqueue-next-step.ts';
import { findChange } from './find-change.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { becomeEffective, hasRoom, waiting } from './become-effective.ts';
import { resumeChange } from './resume-change.ts';
import type { ChangeCapabilities } from './capabilities.ts';

/** The next step starts the others. */
const startLimitOfStep = 100;
/** The caller's own change then waits for the others. */
export const startLimitOfRequest = 10;

interface Started {
  readonly started: number;
  /** The first change that the group has no room for. */
  readonly firstWaiting?: ChangeId | undefined;
  /** Whether the limit was reached. */
  readonly isCutOff: boolean;
}

/**
 * Starts the group's due changes, up to the limit of a step.
 * @returns the first change that the group has no room for
 */
export async function startOverdue(
  capabilities: ChangeCapabilities,
  groupId: GroupId,
): Promise<ChangeId | undefined> {
  const { started, firstWaiting, isCutOff } = await startUpTo(capabilities, groupId, startLimitOfStep);
  if (isCutOff && started > 0) await enqueueNextStart(capabilities, groupId);
  return firstWaiting;
}

/**
 * The next state after the last consent. Changes of the group that come first (R5) start before, once; undefined then
 * says to read and decide again. If some cannot start, the change waits.
 */
export function afterTheLastConsent(capabilities: ChangeCapabilities) {
  const { changes, clock } = capabilities;
  let hasStarted = false;
  return async (
    change: ContactChange,
    context: FoundContext,
    now: Date,
  ): Promise<ContactChange | undefined> => {
    const outcome = becomeEffective(capabilities, change, context, now);
    if (!isWaiting(waiting(change), now)) return outcome;
    const { schedule = { first: await changes.firstOverdue(change.groupId, clock.now()) } } = context;
    if (schedule.first === undefined || !isOverdue(schedule.first, clock.now())) return outcome;
    if (hasStarted) return waiting(change);
    hasStarted = true;
    await startUpTo(capabilities, change.groupId, startLimitOfRequest);
    return undefined;
  };
}

/**
 * Starts due changes and retries by time, those of administration last among equal times (R5, R9), while there is room
 * (R8). If one cannot start, the others still do, except changes of administration, which would end it.
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
    if (overdue === undefined || (isHeldUp && overdue.movesAdministration))
      return { started, isCutOff: false };
    const { changeId } = overdue;
    try {
      if ((await start(capabilities, groupId, overdue)) === 'waits')
        return { started, firstWaiting: changeId, isCutOff: false };
      started += 1;
    } catch (error) {
      // A place that an older release left, of a change that has expired.
      if (error instanceof Refusal && mostRelevant(error).code === 'not-found') {
        await changes.unschedule(groupId, overdue.place);
        continue;
      }
      log.error('Could not start a scheduled change; it stays due.', { changeId, groupId, error });
      after = overdue.place;
      isHeldUp ||= error instanceof Unavailable;
    }
  }
  return { started, isCutOff: true };
}

function start(
  capabilities: ChangeCapabilities,
  groupId: GroupId,
  { changeId, place }: ScheduledChange,
): Promise<'done' | 'waits'> {
  const { changes, changeQueue, clock, log } = capabilities;
  return retryOnConflict(async () => {
    const { stored, change, context } = await findChange(capabilities, changeId);
    if (awaitsRetry(stored)) {
      if (!isOfSameGroup(stored, context.group)) return withdrawRetry(capabilities, stored);
      if (!hasRoom(capabilities, context.group)) return 'waits';
      return (await resumeChange(capabilities, stored, context.group, system)) && 'done';
    }
    if (stored.state !== 'scheduled') {
      await changes.unschedule(groupId, place);
      return 'done';
    }
    const now = clock.now();
    const outcome = isOpen(change) ? becomeEffective(capabilities, change, context, now) : change;
    if (outcome.state === 'scheduled') return 'waits';
    const next = { ...outcome, version: stored.version + 1 };
    if (!(await changes.settle(next, stored, context, { actor: system, now }))) return undefined;
    await Promise.all([
      enqueueNextStep(next, changeQueue, log),
      enqueueEvents(capabilities, { changeId }, next.requestedBy),
    ]);
    return 'done';
  });
}

/** Its group was deleted meanwhile: there is no service left to retry. */
async function withdrawRetry(
  { changes, clock }: ChangeCapabilities,
  stored: ContactChange,
): Promise<'done' | undefined> {
  const next = { ...stored, retryRequestedAt: undefined, version: stored.version + 1 };
  return (await changes.proceed(next, clock.now(), scheduleWrites(next, stored))) ? 'done' : undefined;
}
