import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { Resync } from '../../../shared/domain/resync.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { Service } from '../../../shared/domain/service.ts';
import { ResyncMessage } from '../../../shared/messages/member-message.ts';
import type { Delivery } from '../../../shared/messages/queue-handler.ts';
import { stepWorker, type NextStep } from '../../../shared/messages/step-worker.ts';
import type { ServiceReader } from '../../../shared/store/service-rows.ts';
import { failureOf } from './failure-of.ts';
import type { MemberSystem, Notification } from './member-system.ts';

export type ResyncCapabilities = Pick<
  Capabilities,
  'resyncs' | 'allServices' | 'memberQueue' | 'longestPauseSeconds' | 'clock' | 'log'
> & { readonly services: ServiceReader; readonly memberSystem?: MemberSystem | undefined };

/** Notifications per step. */
const servicesAStep = 20;

/** Takes the steps of a resync: finds a page of services, or notifies the member system of some that were found. */
export const runResync = (capabilities: ResyncCapabilities) =>
  stepWorker({
    subject: 'resync',
    message: ResyncMessage,
    queue: capabilities.memberQueue,
    log: capabilities.log,
    find: ({ resyncId }) => capabilities.resyncs.find(resyncId),
    takeStep: (resync, delivery) => takeStep(capabilities, resync, delivery),
    describe: ({ resyncId }) => ({ resyncId }),
  });

async function takeStep(
  capabilities: ResyncCapabilities,
  resync: Resync,
  delivery: Delivery,
): Promise<NextStep | undefined> {
  const { memberSystem, resyncs, clock } = capabilities;
  if (resync.state !== 'running' || memberSystem === undefined) return undefined;
  const next =
    resync.waiting.length > 0
      ? await notifyOfSome({ ...capabilities, memberSystem }, resync, delivery)
      : resync.isCollected === true
        ? completed(resync, clock.now())
        : await collect(capabilities, resync);
  const written = { ...next, version: resync.version + 1 };
  if (!(await resyncs.saveStep(written, clock.now()))) return undefined;
  return written.state === 'running' ? { version: written.version, delaySeconds: 0 } : undefined;
}

async function collect({ allServices }: ResyncCapabilities, resync: Resync): Promise<Resync> {
  const { serviceIds, next } = await allServices.page(resync.cursor);
  return { ...resync, waiting: serviceIds, cursor: next, ...(next === undefined && { isCollected: true }) };
}

const completed = (resync: Resync, now: Date): Resync => ({
  ...resync,
  state: resync.failed > 0 ? 'completed-with-failures' : 'completed',
  completedAt: now.toISOString(),
});

/** A service that has left its group counts as neither. */
async function notifyOfSome(
  capabilities: ResyncCapabilities & { readonly memberSystem: MemberSystem },
  resync: Resync,
  { attempt }: Delivery,
): Promise<Resync> {
  const some = resync.waiting.slice(0, servicesAStep);
  const found = await capabilities.services.findMany(some);
  const results = await Promise.all(
    Array.from(found.values(), (service) => notifyOfAll(capabilities, resync, service, attempt)),
  );
  const notified = results.filter((isNotified) => isNotified).length;
  return {
    ...resync,
    waiting: resync.waiting.slice(servicesAStep),
    told: resync.told + notified,
    failed: resync.failed + results.length - notified,
  };
}

/** One call per revision, the latest first: no role is claimed to be later than it is. */
async function notifyOfAll(
  { memberSystem, longestPauseSeconds, log }: ResyncCapabilities & { readonly memberSystem: MemberSystem },
  { resyncId }: Resync,
  service: Service,
  attempt: number,
): Promise<boolean> {
  const { serviceId, contacts, revisions } = service;
  const byRevision = Map.groupBy(roles, (role) => revisions[role]);
  const calls = [...byRevision]
    .toSorted(([a], [b]) => b - a)
    .map(([revision, at]): Notification => ({
      id: `resync:${resyncId}:${serviceId}${byRevision.size === 1 ? '' : `:${revision}`}`,
      serviceId,
      revision,
      contacts: Object.fromEntries(at.map((role) => [role, contacts[role]])),
      cause: 'resync',
    }));
  for (const call of calls) {
    const answer = await memberSystem.notify(call);
    if (answer.kind === 'taken' || answer.kind === 'ahead') continue;
    const { code } = failureOf(answer, attempt, longestPauseSeconds);
    log.warn('Could not notify the member system of a service in a resync.', { resyncId, serviceId, code });
    return false;
  }
  return true;
}
