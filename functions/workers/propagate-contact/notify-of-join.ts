import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { Service } from '../../../shared/domain/service.ts';
import type { ServiceReader } from '../../../shared/store/service-rows.ts';
import type { UntoldService } from '../../../shared/store/untold-joins.ts';
import type { JoinMessage } from '../../../shared/messages/member-message.ts';
import type { Delivery } from '../../../shared/messages/queue-handler.ts';
import { failureOf, type MemberFailure } from './failure-of.ts';
import type { MemberSystem } from './member-system.ts';

export type JoinNotifyCapabilities = Pick<
  Capabilities,
  'untoldJoins' | 'longestPauseSeconds' | 'clock' | 'log'
> & {
  readonly services: ServiceReader;
  /** Without one, joins wait for one. */
  readonly memberSystem?: MemberSystem | undefined;
};

/** The result of a message about a join. `not-due`: the member system was notified before, or the service has left. */
export type JoinResult = 'notified' | 'failed' | 'not-due';

/** Seconds. */
const shortestPause = 60;
const longestPause = 60 * 60;

/**
 * Notifies of the service's last join, whichever join the message is about, unless it was notified already.
 * @throws MemberUnavailable if the member system failed temporarily and attempts are left
 */
export async function notifyOfJoin(
  capabilities: JoinNotifyCapabilities,
  { serviceId }: JoinMessage,
  { attempt }: Delivery,
): Promise<JoinResult> {
  const { memberSystem, services, untoldJoins } = capabilities;
  const service = await services.find(serviceId);
  if (memberSystem === undefined || !isUntold(service)) return 'not-due';
  const { revision, contacts } = service.untold;
  const id = `join:${revision}:${serviceId}`;
  const answer = await memberSystem.notify({ id, serviceId, revision, contacts, cause: 'join' });
  if (answer.kind === 'taken' || answer.kind === 'ahead')
    return (await untoldJoins.notified(service)) ? 'notified' : 'not-due';
  const failure = failureOf(answer, attempt, capabilities.longestPauseSeconds);
  return fail(capabilities, service, failure, attempt);
}

const isUntold = (service: Service | undefined): service is UntoldService => service?.untold !== undefined;

async function fail(
  { untoldJoins, clock, log }: JoinNotifyCapabilities,
  service: UntoldService,
  { code, detail, answer }: MemberFailure,
  attempt: number,
): Promise<JoinResult> {
  const { serviceId, groupId, untold } = service;
  const now = clock.now();
  const attempts = (untold.failure?.attempts ?? 0) + attempt;
  const dueAt = new Date(now.getTime() + 1_000 * pauseAfter(untold.joinedAt, now));
  const failure = { code, detail, answer, attempts, at: now.toISOString() };
  if (!(await untoldJoins.failed(service, failure, dueAt))) return 'not-due';
  log.warn('Could not notify the member system of a join; due work will retry.', {
    serviceId,
    groupId,
    code,
    attempts,
  });
  return 'failed';
}

/** Doubles, because it equals the time since the join; up to an hour. */
function pauseAfter(joinedAt: string, now: Date): number {
  const seconds = (now.getTime() - Date.parse(joinedAt)) / 1_000;
  return Math.min(Math.max(seconds, shortestPause), longestPause);
}
