import { isWaiting, type ContactChange } from '../domain/contact-change.ts';
import { hasAllConsents } from '../domain/decide.ts';
import type { Group } from '../domain/group.ts';
import type { GroupId, Nic, ServiceId } from '../domain/identifiers.ts';
import { refuseIfAny } from '../domain/refusal.ts';
import { newChange, requestViolations, type ChangeRequest } from '../domain/change-request.ts';
import { hashOf } from '../runtime/hash.ts';
import type { FoundContext } from '../store/request-context.ts';
import type { Remembered } from '../store/idempotency.ts';
import type { Write } from '../store/table.ts';
import { enqueueEvents } from './enqueue-events.ts';
import { enqueueNextStep, enqueueStart } from './enqueue-next-step.ts';
import { maySeeRequestContext, visible, type Caller } from '../domain/caller.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { keyReused, toRemember, useOfKey, type RequestIdempotency } from './request-idempotency.ts';
import { afterTheLastConsent } from './start-overdue.ts';
import {
  firstOpenOnServices,
  noEndedRequests,
  readEndedRequests,
  type EndedRequests,
} from './ended-requests.ts';
import type { OpenOnServicesPage } from '../store/open-on-services.ts';
import { changeOfDryRun } from './dry-run-change.ts';
import type { Capabilities, ChangeCapabilities } from './capabilities.ts';

export type RequestCapabilities = ChangeCapabilities & Pick<Capabilities, 'newChangeId'>;

export type About = { readonly groupId: GroupId } | { readonly serviceId: ServiceId };

export interface AskedChange extends Omit<ChangeRequest, 'requestedBy' | 'codesFrom'> {
  /** By the nic that issued each. */
  readonly consentCodes: ReadonlyMap<Nic, string>;
}

export interface RequestOptions {
  /** Checks and answers like a real request, but writes nothing. */
  readonly isDryRun: boolean;
  readonly idempotency?: RequestIdempotency<RequestedChange> | undefined;
  /** Succeeds or fails together with the change. */
  readonly claim?: Claim | undefined;
}

/** Further writes in the change's transaction. */
export interface Claim {
  readonly writes: (change: ContactChange) => Write[];
  /** Whether the change is still wanted after its transaction met a conflict. */
  readonly isOpen: () => Promise<boolean>;
}

/** The change is no longer wanted: its claim was fulfilled or withdrawn meanwhile. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/** A change with a claim would have to wait for other changes of its group, or for room. */
export class GroupBusy extends Error {
  override readonly name = 'GroupBusy';
}

export interface RequestedChange {
  readonly change: ContactChange;
  readonly group: Group;
  /** The open requests that this change will end (R5). */
  readonly endedRequests: EndedRequests;
}

/** The recorded change (or, for a dry run, the one that would be), or the remembered answer to the same request. */
export type RequestResult =
  | { readonly requested: RequestedChange; readonly replayed?: undefined }
  | { readonly requested?: undefined; readonly replayed: Remembered };

/**
 * Records a request. If no consent is missing, it is effective at once or scheduled. A repeated request gets the same
 * answer.
 * @throws Refusal `not-found`, `idempotency-key-reused`, or every rule that fails; with a claim ClaimLost, and
 * GroupBusy instead of waiting. Writes nothing then.
 */
export function requestChange(
  capabilities: RequestCapabilities,
  caller: Caller,
  about: About,
  asked: AskedChange,
  options: RequestOptions,
): Promise<RequestResult> {
  const { changes, changeQueue, clock, newChangeId, log } = capabilities;
  const request: ChangeRequest = {
    ...asked,
    requestedBy: caller.nic,
    codesFrom: [...asked.consentCodes.keys()],
  };
  const agreed = afterTheLastConsent(capabilities);
  return retryOnConflict<RequestResult>(async () => {
    const { context, openOnServices } = await read(capabilities, caller, about, asked, options);
    const remembered =
      context === undefined ? await rememberedAnswer(capabilities, options) : context.remembered;
    const use = useOfKey(remembered, options.idempotency, clock.now());
    if (use !== undefined && use !== 'reused') return use;
    const found = visible(context, (known) => maySeeRequestContext(caller, known));
    if (use === 'reused') throw keyReused();
    const now = clock.now();
    refuseIfAny(requestViolations(request, found, now));
    const first = newChange(newChangeId(now), request, found, now);
    const change = options.isDryRun
      ? await changeOfDryRun(capabilities, first, request, found, now)
      : hasAllConsents(first)
        ? await agreed(first, found, now)
        : first;
    if (change === undefined) return undefined;
    if (options.claim !== undefined && isWaiting(change, now)) throw new GroupBusy();
    const endedRequests =
      request.reassignment === undefined
        ? await readEndedRequests(capabilities, change.contacts, caller.nic, found, openOnServices, now)
        : noEndedRequests;
    const requested = { change, group: found.group, endedRequests };
    if (options.isDryRun) return { requested };
    const remember = toRemember(options.idempotency, requested, found.remembered, now);
    if (
      !(await changes.record(change, found, now, { remember, extraWrites: options.claim?.writes(change) }))
    ) {
      if ((await options.claim?.isOpen()) === false) throw new ClaimLost();
      return undefined;
    }
    await Promise.all([
      (isWaiting(change, now) ? enqueueStart : enqueueNextStep)(change, changeQueue, log),
      enqueueEvents(capabilities, { changeId: change.changeId }, change.requestedBy),
    ]);
    return { requested };
  });
}

interface ReadForRequest {
  readonly context: FoundContext | undefined;
  /** A change of administration may end some of them. */
  readonly openOnServices?: OpenOnServicesPage | undefined;
}

/** Reads everything for the decision concurrently. */
async function read(
  { changes }: RequestCapabilities,
  caller: Caller,
  about: About,
  { contacts, consentCodes, reassignment, effectiveAt }: AskedChange,
  { isDryRun, idempotency }: RequestOptions,
): Promise<ReadForRequest> {
  const recipients = Object.values(contacts).filter((nic) => nic !== undefined);
  const isConsented = (nic: Nic): boolean =>
    nic === caller.nic || consentCodes.has(nic) || nic === reassignment?.consent.nic;
  const wanted = {
    recipients,
    // What comes first matters only where no consent will be missing.
    schedule: !isDryRun && effectiveAt === undefined && recipients.every(isConsented),
    codeHashes: new Map(Array.from(consentCodes, ([nic, code]) => [nic, hashOf(code)])),
    idempotencyHash: isDryRun ? undefined : idempotency?.hash,
  };
  if ('serviceId' in about) return { context: await changes.findServiceContext(about.serviceId, wanted) };
  const mayEndOthers = contacts.administration !== undefined && reassignment === undefined;
  const [context, openOnServices] = await Promise.all([
    changes.findGroupContext(about.groupId, wanted),
    mayEndOthers ? firstOpenOnServices({ changes }, about.groupId) : undefined,
  ]);
  return { context, openOnServices };
}

/** The subject may be deleted while the remembered answer still exists. */
const rememberedAnswer = (
  { changes }: RequestCapabilities,
  { isDryRun, idempotency }: RequestOptions,
): Promise<Remembered | undefined> =>
  idempotency === undefined || isDryRun
    ? Promise.resolve(undefined)
    : changes.findRemembered(idempotency.hash);
