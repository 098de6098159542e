import type { ContactChange } from '../domain/contact-change.ts';
import { hasAllConsents } from '../domain/decide.ts';
import { endOf, type Group } from '../domain/group.ts';
import type { ChangeId, GroupId, Nic, ServiceId } from '../domain/identifiers.ts';
import { refuseIfAny } from '../domain/refusal.ts';
import { newChange, requestViolations, strandedBy, type ChangeRequest } from '../domain/change-request.ts';
import { hashOf } from '../runtime/hash.ts';
import type { OpenOnService, OverdueChange } from '../store/changes.ts';
import type { FoundTarget } from '../store/targets.ts';
import type { Remembered } from '../store/idempotency.ts';
import type { Write } from '../store/table.ts';
import { announce } from './announce.ts';
import { maySeeTarget, seen, type Caller } from '../domain/caller.ts';
import type { DecideDependencies } from './find-change.ts';
import { judging } from './judging.ts';
import { keyReused, toRemember, useOfKey, type RequestIdempotency } from './request-idempotency.ts';
import { startBeforeAdministrationMoves } from './start-overdue.ts';
import { takeEffect } from './take-effect.ts';

export interface RequestChangeDependencies extends DecideDependencies {
  readonly newChangeId: (now: Date) => ChangeId;
}

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
  dependencies: RequestChangeDependencies,
  caller: Caller,
  about: About,
  asked: AskedChange,
  options: RequestOptions,
): Promise<RequestResult> {
  const { changes, changeQueue, clock, newChangeId, log } = dependencies;
  const request: ChangeRequest = {
    ...asked,
    requestedBy: caller.nic,
    codesFrom: [...asked.consentCodes.keys()],
  };
  return judging<RequestResult>(async () => {
    const { target, overdue, onServices } = await read(dependencies, about, asked, options);
    const remembered =
      target === undefined ? await rememberedAlone(dependencies, options) : target.remembered;
    const use = useOfKey(remembered, options.idempotency, clock.now());
    if (use !== undefined && use !== 'reused') return use;
    const found = seen(target, (known) => maySeeTarget(caller, known));
    if (use === 'reused') throw keyReused();
    if (overdue !== undefined && (await startBeforeAdministrationMoves(dependencies, found.group.groupId))) {
      return undefined;
    }
    const now = clock.now();
    refuseIfAny(requestViolations(request, found, now));
    const first = newChange(newChangeId(now), request, found, now);
    const change = hasAllConsents(first) ? takeEffect(dependencies, first, found, now) : first;
    const stranded = strandedBy(change.contacts, caller.nic, stillOpen(found, onServices, now));
    const requested = { change, group: found.group, stranded };
    if (options.isDryRun) return { requested };
    const remember = toRemember(options.idempotency, requested, found.remembered, now);
    if (!(await changes.record(change, found, now, { remember, along: options.claim?.writes(change) }))) {
      if ((await options.claim?.isOpen()) === false) throw new ClaimLost();
      return undefined;
    }
    await announce(change, changeQueue, log);
    return { requested };
  });
}

interface ReadForRequest {
  readonly target: FoundTarget | undefined;
  /** A change that is to start before the administration may move. */
  readonly overdue: OverdueChange | undefined;
  /** The open requests on single services, where the administration would move. */
  readonly onServices: readonly OpenOnService[];
}

/** Reads all that the request is judged by, and side by side whether a change of administration is to wait for others. */
async function read(
  { changes, clock }: RequestChangeDependencies,
  about: About,
  { contacts, consentCodes, effectiveAt, job }: AskedChange,
  { isDryRun, idempotency }: RequestOptions,
): Promise<ReadForRequest> {
  const wanted = {
    recipients: Object.values(contacts).filter((nic) => nic !== undefined),
    codeHashes: new Map(Array.from(consentCodes, ([nic, code]) => [nic, hashOf(code)])),
    idempotencyHash: isDryRun ? undefined : idempotency?.hash,
  };
  if ('serviceId' in about) {
    return {
      target: await changes.findServiceTarget(about.serviceId, wanted),
      overdue: undefined,
      onServices: [],
    };
  }
  const movesAdministration = contacts.administration !== undefined;
  const mayMoveAtOnce =
    !isDryRun &&
    movesAdministration &&
    (consentCodes.size > 0 || job !== undefined) &&
    effectiveAt === undefined;
  const [target, overdue, onServices] = await Promise.all([
    changes.findGroupTarget(about.groupId, wanted),
    mayMoveAtOnce ? changes.firstOverdue(about.groupId, clock.now()) : undefined,
    movesAdministration ? changes.openOnServices(about.groupId) : [],
  ]);
  return { target, overdue, onServices };
}

/** What the request was about is gone; what it was answered is not. */
const rememberedAlone = (
  { changes }: RequestChangeDependencies,
  { isDryRun, idempotency }: RequestOptions,
): Promise<Remembered | undefined> =>
  idempotency === undefined || isDryRun
    ? Promise.resolve(undefined)
    : changes.findRemembered(idempotency.hash);

/** The requests on the group and on its single services that nothing has ended yet. */
const stillOpen = ({ group, openRequests }: FoundTarget, onServices: readonly OpenOnService[], now: Date) =>
  [...openRequests, ...onServices].filter((request) => endOf(request, group, now) === undefined);
