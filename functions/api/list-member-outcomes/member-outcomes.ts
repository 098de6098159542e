import { answeredCode, MemberFailureCode } from '../../../shared/domain/codes.ts';
import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import { isMemberOf, standing } from '../../../shared/domain/member-outcome.ts';
import type { Member, Service } from '../../../shared/domain/service.ts';
import type { MemberOutcomeAnswer } from '../../../shared/http/contract/shapes.ts';
import type { Failure, FailureStore } from '../../../shared/store/failures.ts';
import type { ServiceStore } from '../../../shared/store/services.ts';

/** The outcomes of these members according to their rows, without members that the change does not count. */
export async function memberOutcomes(
  { services, failures }: { services: ServiceStore; failures: FailureStore },
  change: ContactChange,
  candidates: readonly Member[],
): Promise<MemberOutcomeAnswer[]> {
  const members = candidates.filter((member) => isMemberOf(change, member));
  const first = members.at(0);
  const last = members.at(-1);
  if (first === undefined || last === undefined) return [];
  const [rows, failed] = await Promise.all([
    services.findMany(members.map((member) => member.serviceId)),
    failures.among(change.changeId, first.serviceId, last.serviceId),
  ]);
  return members.flatMap((member) => {
    const service = rows.get(member.serviceId);
    return service?.groupId !== change.groupId
      ? []
      : afterAllConsents(change, service, failed.get(member.serviceId));
  });
}

/** If the row has reached the revision, that overrides a recorded failure. */
function afterAllConsents(
  change: ContactChange,
  service: Service,
  failure: Failure | undefined,
): MemberOutcomeAnswer {
  const { serviceId, kind } = service;
  const state = standing(service, change);
  if (state === 'pending' && failure !== undefined) {
    const { code, detail, attempts, at } = failure;
    return {
      serviceId,
      kind,
      state: 'failed',
      attempts,
      failure: { code: answeredCode(MemberFailureCode, code), detail, at },
    };
  }
  if (state === 'superseded' && tookItBefore(change)) return { serviceId, kind, state: 'applied' };
  return { serviceId, kind, state };
}

/** A change that completed without superseded members reached every member: a later revision came after it. */
const tookItBefore = ({ state, propagation }: ContactChange): boolean =>
  state === 'completed' && propagation?.phase === 'done' && propagation.tally.superseded === 0;
