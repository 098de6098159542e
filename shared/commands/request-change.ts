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

/** What recording a request uses. */
export type RequestCapabilities = ChangeCapabilities & Pick<Capabilities, 'newChangeId'>;

/** What a request is about: a whole group, or one service alone. */
export type About = { readonly groupId: GroupId } | { readonly serviceId: ServiceId };

/** What the caller asks for. */
export interface AskedChange extends Omit<ChangeRequest, 'requestedBy' | 'codesFrom'> {
  /** Consent codes, by the nic that each is of. */
  readonly consentCodes: ReadonlyMap<Nic, string>;
}

export interface RequestOptions {
  /** Judge and answer as if, and write nothing. */
  readonly isDryRun: boolean;
  readonly idempotency?: RequestIdempotency<RequestedChange> | undefined;
  /** What the change is made for, which is done with it or not at all. */
  readonly claim?: Claim | undefined;
}

/** Something that goes along with the change in its transaction. */
export interface Claim {
  readonly writes: (change: ContactChange) => Write[];
  /** Whether the change is still to be made, once the transaction did not find things as they were. */
  readonly isOpen: () => Promise<boolean>;
}

/** What the change was to be made for has been done, or is no longer wanted. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

export interface RequestedChange {
  readonly change: ContactChange;
  readonly group: Group;
  /** The open requests that end when this change takes the administration away from their requester (R5). */
  readonly stranded: readonly ChangeId[];
}

/** What was recorded, or would be; or what the same request was answered before. */
export type RequestResult =
  | { readonly requested: RequestedChange; readonly replayed?: undefined }
  | { readonly requested?: undefined; readonly replayed: Remembered };

/**
 * Records a request to change contacts; where no consent is missing, it is scheduled or effective at once. A request
 * that was answered before under the same key is given the same answer.
 * @throws Refusal `not-found`, `idempotency-key-reused`, or with every rule that fails; ClaimLost; nothing is then written
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
      context === undefined ? await rememberedAlone(capabilities, options) : context.remembered;
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
    const stranded = requestsEndedBy(change.contacts, caller.nic, stillOpen(found, onServices, now));
    const requested = { change, group: found.group, stranded };
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
  /** A change that is to start before the administration may move. */
  readonly overdue: OverdueChange | undefined;
  /** The open requests on single services, where the administration would move. */
  readonly onServices: readonly OpenOnService[];
}

/** Reads all that the request is judged by, and side by side whether a change of administration is to wait for others. */
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

/** What the request was about is gone; what it was answered is not. */
const rememberedAlone = (
  { changes }: RequestCapabilities,
  { isDryRun, idempotency }: RequestOptions,
): Promise<Remembered | undefined> =>
  idempotency === undefined || isDryRun
    ? Promise.resolve(undefined)
    : changes.findRemembered(idempotency.hash);

/** The requests on the group and on its single services that nothing has ended yet. */
const stillOpen = ({ group, openRequests }: FoundContext, onServices: readonly OpenOnService[], now: Date) =>
  [...openRequests, ...onServices].filter((request) => endOf(request, group, now) === undefined);
