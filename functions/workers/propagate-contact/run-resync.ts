import type { Capabilities } from '../../../shared/commands/capabilities.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import type { Resync } from '../../../shared/domain/resync.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { Service } from '../../../shared/domain/service.ts';
import { ResyncMessage } from '../../../shared/messages/member-message.ts';
import type { Delivery } from '../../../shared/messages/queue-handler.ts';
import { stepWorker, type NextStep } from '../../../shared/messages/step-worker.ts';
import type { ServiceReader } from '../../../shared/store/service-rows.ts';
import { failureOf, type Failing } from './failure-of.ts';
import type { MemberSystem, Notification } from './member-system.ts';

export type ResyncCapabilities = Pick<
  Capabilities,
  'resyncs' | 'allServices' | 'memberQueue' | 'longestPauseSeconds' | 'clock' | 'log' | 'metrics'
> & { readonly services: ServiceReader; readonly memberSystem?: MemberSystem | undefined };

/** Services per step. Fewer say nothing of the member system as a whole. */
const servicesAStep = 20;
/** The pause between two steps of a resync that holds. */
const heldSeconds = 60;

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
    resync.isCollected !== true && resync.waiting.length < servicesAStep
      ? await collect(capabilities, resync)
      : resync.waiting.length > 0
        ? await notifyOfSome({ ...capabilities, memberSystem }, resync, delivery)
        : completed(resync, clock.now());
  const written = { ...next, version: resync.version + 1 };
  if (!(await resyncs.saveStep(written, clock.now()))) return undefined;
  if (written.state !== 'running') return undefined;
  return { version: written.version, delaySeconds: written.heldSince === undefined ? 0 : heldSeconds };
}

async function collect({ allServices }: ResyncCapabilities, resync: Resync): Promise<Resync> {
  const { serviceIds, next } = await allServices.page(resync.cursor);
  const waiting = [...resync.waiting, ...serviceIds];
  return { ...resync, waiting, cursor: next, ...(next === undefined && { isCollected: true }) };
}

const completed = (resync: Resync, now: Date): Resync => ({
  ...resync,
  state: resync.failed > 0 ? 'completed-with-failures' : 'completed',
  completedAt: now.toISOString(),
});

/**
 * A service that has left its group counts as neither. If most of a whole step's services fail, the resync holds: those
 * that the member system did not answer for wait on, and the next step comes after a pause.
 */
async function notifyOfSome(
  capabilities: ResyncCapabilities & { readonly memberSystem: MemberSystem },
  resync: Resync,
  { attempt }: Delivery,
): Promise<Resync> {
  const { services, longestPauseSeconds, clock } = capabilities;
  const some = resync.waiting.slice(0, servicesAStep);
  const found = await services.findMany(some);
  const results = await Promise.all(
    Array.from(found.values(), async (service) => ({
      serviceId: service.serviceId,
      failing: await notifyOfAll(capabilities, resync, service),
    })),
  );
  const failing = results.flatMap((result) =>
    result.failing === undefined ? [] : [{ ...result, ...result.failing }],
  );
  const holds = some.length === servicesAStep && failing.length > results.length / 2;
  const waitOn = holds ? failing.filter(({ kind }) => kind === 'unavailable') : [];
  const failed = failing.filter((one) => !waitOn.includes(one));
  for (const one of failed) {
    const { code } = failureOf(one, attempt, longestPauseSeconds);
    reportFailure(capabilities, resync, one.serviceId, code);
  }
  if (holds !== (resync.heldSince !== undefined)) reportHold(capabilities, resync, holds);
  if (holds) capabilities.metrics.count('ResyncHeld', 1);
  return {
    ...resync,
    // Last, so that the next step asks about others.
    waiting: [...resync.waiting.slice(servicesAStep), ...waitOn.map(({ serviceId }) => serviceId)],
    told: resync.told + results.length - failing.length,
    failed: resync.failed + failed.length,
    heldSince: holds ? (resync.heldSince ?? clock.now().toISOString()) : undefined,
  };
}

/**
 * One call per revision, the latest first: no role is claimed to be later than it is.
 * @returns the answer of the call that failed
 */
async function notifyOfAll(
  { memberSystem }: { readonly memberSystem: MemberSystem },
  { resyncId }: Resync,
  { serviceId, contacts, revisions }: Service,
): Promise<Failing | undefined> {
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
    if (answer.kind === 'refused' || answer.kind === 'unavailable') return answer;
  }
  return undefined;
}

function reportFailure(
  { log }: ResyncCapabilities,
  { resyncId }: Resync,
  serviceId: ServiceId,
  code: string,
): void {
  log.warn('Could not notify the member system of a service in a resync.', { resyncId, serviceId, code });
}

function reportHold({ log }: ResyncCapabilities, { resyncId }: Resync, holds: boolean): void {
  if (holds) log.warn('Most services fail; the resync holds.', { resyncId });
  else log.info('Most services are done again; the resync goes on.', { resyncId });
}
