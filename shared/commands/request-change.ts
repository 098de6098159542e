import type { ContactChange } from '../domain/contact-change.ts';
import { hasAllConsents } from '../domain/decide.ts';
import { endOf, type Group } from '../domain/group.ts';
import type { ChangeId, GroupId, Nic, ServiceId } from '../domain/identifiers.ts';
import { refuseIfAny } from '../domain/refusal.ts';
import {
  newChange,
  requestViolations,
  requestsEndedBy,
  type ChangeRequest,
} from '../domain/change-request.ts';
import { hashOf } from '../runtime/hash.ts';
import type { OpenOnService, OverdueChange } from '../store/change-rows.ts';
import type { FoundContext } from '../store/request-context.ts';
import type { Remembered } from '../store/idempotency.ts';
import type { Write } from '../store/table.ts';
import { enqueueNextStep } from './enqueue-next-step.ts';
import { maySeeRequestContext, visible, type Caller } from '../domain/caller.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { keyReused, toRemember, useOfKey, type RequestIdempotency } from './request-idempotency.ts';
import { startBeforeAdministrationMoves } from './start-overdue.ts';
import { becomeEffective } from './become-effective.ts';
import type { Capabilities, ChangeCapabilities } from './capabilities.ts';

export type RequestCapabilities = ChangeCapabilities & Pick<Capabilities, 'newChangeId'>;

/** The subject of a request: a whole group, or a single service. */
export type About = { readonly groupId: GroupId } | { readonly serviceId: ServiceId };

export interface AskedChange extends Omit<ChangeRequest, 'requestedBy' | 'codesFrom'> {
  /** The consent codes, by the nic that issued each. */
  readonly consentCodes: ReadonlyMap<Nic, string>;
}

export interface RequestOptions {
  /** Checks and answers like a real request, but writes nothing. */
  readonly isDryRun: boolean;
  readonly idempotency?: RequestIdempotency<RequestedChange> | undefined;
  /** Writes that succeed or fail together with the change. */
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

export interface RequestedChange {
  readonly change: ContactChange;
  readonly group: Group;
  /**
   * The open requests that end when this change becomes effective, because their requester loses the administration
   * (R5).
   */
  readonly endedRequests: readonly ChangeId[];
}

/** The recorded change (or, for a dry run, the one that would be), or the remembered answer to the same request. */
export type RequestResult =
  | { readonly requested: RequestedChange; readonly replayed?: undefined }
  | { readonly requested?: undefined; readonly replayed: Remembered };

/**
 * Records a request to change contacts. If no consent is missing, the change is scheduled or effective at once. A
 * repeated request with the same idempotency key gets the same answer.
 * @throws Refusal `not-found`, `idempotency-key-reused`, or every rule that fails; ClaimLost. Writes nothing then.
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
  return retryOnConflict<RequestResult>(async () => {
    const { context, overdue, onServices } = await read(capabilities, about, asked, options);
    const remembered =
      context === undefined ? await rememberedAnswer(capabilities, options) : context.remembered;
    const use = useOfKey(remembered, options.idempotency, clock.now());
    if (use !== undefined && use !== 'reused') return use;
    const found = visible(context, (known) => maySeeRequestContext(caller, known));
    if (use === 'reused') throw keyReused();
    if (overdue !== undefined && (await startBeforeAdministrationMoves(capabilities, found.group.groupId))) {
      return undefined;
    }
    const now = clock.now();
    refuseIfAny(requestViolations(request, found, now));
    const first = newChange(newChangeId(now), request, found, now);
    const change = hasAllConsents(first) ? becomeEffective(capabilities, first, found, now) : first;
    const endedRequests = requestsEndedBy(change.contacts, caller.nic, stillOpen(found, onServices, now));
    const requested = { change, group: found.group, endedRequests };
    if (options.isDryRun) return { requested };
    const remember = toRemember(options.idempotency, requested, found.remembered, now);
    if (
      !(await changes.record(change, found, now, { remember, extraWrites: options.claim?.writes(change) }))
    ) {
      if ((await options.claim?.isOpen()) === false) throw new ClaimLost();
      return undefined;
    }
    await enqueueNextStep(change, changeQueue, log);
    return { requested };
  });
}

interface ReadForRequest {
  readonly context: FoundContext | undefined;
  /** A due change that has to start before the administration may move. */
  readonly overdue: OverdueChange | undefined;
  /** The open requests on single services. Read only if the administration would move. */
  readonly onServices: readonly OpenOnService[];
}

/** Reads everything that the decision needs, in parallel. */
async function read(
  { changes, clock }: RequestCapabilities,
  about: About,
  { contacts, consentCodes, effectiveAt, reassignment }: AskedChange,
  { isDryRun, idempotency }: RequestOptions,
): Promise<ReadForRequest> {
  const wanted = {
    recipients: Object.values(contacts).filter((nic) => nic !== undefined),
    codeHashes: new Map(Array.from(consentCodes, ([nic, code]) => [nic, hashOf(code)])),
    idempotencyHash: isDryRun ? undefined : idempotency?.hash,
  };
  if ('serviceId' in about) {
    return {
      context: await changes.findServiceContext(about.serviceId, wanted),
      overdue: undefined,
      onServices: [],
    };
  }
  const movesAdministration = contacts.administration !== undefined;
  const mayMoveAtOnce =
    !isDryRun &&
    movesAdministration &&
    (consentCodes.size > 0 || reassignment !== undefined) &&
    effectiveAt === undefined;
  const [context, overdue, onServices] = await Promise.all([
    changes.findGroupContext(about.groupId, wanted),
    mayMoveAtOnce ? changes.firstOverdue(about.groupId, clock.now()) : undefined,
    movesAdministration ? changes.openOnServices(about.groupId) : [],
  ]);
  return { context, overdue, onServices };
}

/** The subject may be deleted while the remembered answer still exists. */
const rememberedAnswer = (
  { changes }: RequestCapabilities,
  { isDryRun, idempotency }: RequestOptions,
): Promise<Remembered | undefined> =>
  idempotency === undefined || isDryRun
    ? Promise.resolve(undefined)
    : changes.findRemembered(idempotency.hash);

const stillOpen = ({ group, openRequests }: FoundContext, onServices: readonly OpenOnService[], now: Date) =>
  [...openRequests, ...onServices].filter((request) => endOf(request, group, now) === undefined);
