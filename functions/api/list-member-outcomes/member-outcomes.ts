import type { Caller } from '../../../shared/domain/caller.ts';
import { answeredCode, MemberFailureCode } from '../../../shared/domain/codes.ts';
import { isPropagating, type ContactChange } from '../../../shared/domain/contact-change.ts';
import { isMemberOf, outcomeOf, standing, type MemberState } from '../../../shared/domain/member-outcome.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import type { Member, Service } from '../../../shared/domain/service.ts';
import type { MemberOutcomeAnswer } from '../../../shared/http/contract/shapes.ts';
import type { RecordedOutcome, OutcomeStore } from '../../../shared/store/outcomes.ts';
import type { ServiceStore } from '../../../shared/store/services.ts';

interface Stores {
  readonly services: ServiceStore;
  readonly outcomes: OutcomeStore;
}

/** Whose outcomes are asked for, and by whom. */
interface Asked {
  readonly change: ContactChange;
  readonly caller: Caller;
}

/** The outcomes of these members, without members that the change does not count. */
export async function memberOutcomes(
  { services, outcomes }: Stores,
  { change, caller }: Asked,
  candidates: readonly Member[],
): Promise<MemberOutcomeAnswer[]> {
  const members = candidates.filter((member) => isMemberOf(change, member)).map((member) => member.serviceId);
  // Records are read last: what was recorded after the rows were read counts.
  const rows = await services.findMany(members);
  const recorded = allTookIt(change)
    ? new Map<never, never>()
    : await outcomes.among(change.changeId, members);
  const asked = { change, caller, tries: await triesOf(outcomes, change, [...recorded.values()]) };
  return members.flatMap((serviceId) => answerOf(asked, rows.get(serviceId), recorded.get(serviceId)) ?? []);
}

/** What failed may have been tried again since, in vain, by a message that came late. */
const triesOf = (outcomes: OutcomeStore, { changeId }: ContactChange, recorded: readonly RecordedOutcome[]) =>
  outcomes.triesAmong(
    changeId,
    recorded.flatMap(({ state, serviceId }) => (state === 'failed' ? serviceId : [])),
  );

/** Of these records of the change, those whose member is one still. */
export async function recordedOutcomes(
  { services, outcomes }: Stores,
  { change, caller }: Asked,
  recorded: readonly RecordedOutcome[],
): Promise<MemberOutcomeAnswer[]> {
  const rows = await services.findMany(recorded.map(({ serviceId }) => serviceId));
  const asked = { change, caller, tries: await triesOf(outcomes, change, recorded) };
  return recorded.flatMap((record) => answerOf(asked, rows.get(record.serviceId), record) ?? []);
}

function answerOf(
  { change, caller, tries }: Asked & { readonly tries: ReadonlyMap<ServiceId, number> },
  service: Service | undefined,
  recorded: RecordedOutcome | undefined,
): MemberOutcomeAnswer | undefined {
  if (service?.groupId !== change.groupId || !isMemberOf(change, service)) return undefined;
  const { serviceId, kind } = service;
  if (recorded?.state === 'failed' && !tookItBeforeSlots(change, service)) {
    const { code, detail, answer, at } = recorded;
    const attempts = Math.max(recorded.attempts ?? 0, tries.get(serviceId) ?? 0) || undefined;
    const failure = {
      code: answeredCode(MemberFailureCode, code),
      detail,
      ...(caller.isOperator && answer !== undefined && { answer }),
      at,
    };
    return { serviceId, kind, state: 'failed', attempts, failure };
  }
  const state = recorded?.state === 'superseded' ? 'superseded' : unrecorded(change, service);
  return { serviceId, kind, state };
}

/** Whether nothing can be recorded of the change. */
const allTookIt = ({ revision, propagation }: ContactChange): boolean =>
  revision === undefined ||
  (propagation?.phase === 'done' && propagation.tally.failed + propagation.tally.superseded === 0);

/** How a member stands of which nothing is recorded: it took the change, once that has ended. */
function unrecorded(change: ContactChange, service: Service): Exclude<MemberState, 'failed'> {
  if (isPropagating(change)) {
    const stands = outcomeOf(service, change);
    if (stands === 'before-retry') return 'applied';
    // What was recorded is forgotten a moment later than the row says so, or not recorded yet.
    return stands === 'overtaken' || stands === 'failed' ? 'pending' : stands;
  }
  if (change.revision === undefined) return 'pending';
  return wasSupersededBeforeSlots(change, service) ? 'superseded' : 'applied';
}

/** Changes from before slots recorded no superseded members, and kept every failure. */
const isBeforeSlots = ({ propagation }: ContactChange): boolean => propagation?.slot === undefined;

const tookItBeforeSlots = (change: ContactChange, service: Service): boolean =>
  isBeforeSlots(change) && standing(service, change) === 'applied';

const wasSupersededBeforeSlots = (change: ContactChange, service: Service): boolean =>
  isBeforeSlots(change) &&
  change.propagation?.phase === 'done' &&
  change.propagation.tally.superseded > 0 &&
  standing(service, change) === 'superseded';

/** Whether every member in that state has a record, by which it is found. */
export const isRecorded = (change: ContactChange, state: MemberState | undefined): boolean =>
  state === 'failed' || (state === 'superseded' && !isBeforeSlots(change));
