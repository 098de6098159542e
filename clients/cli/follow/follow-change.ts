import type { Context } from '../command.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { ReassignmentAnswer } from '../../../shared/http/contract/reassignment-shapes.ts';
import type { ContactChangeAnswer } from '../../../shared/http/contract/shapes.ts';
import { timeFor } from '../output/words.ts';
import { follow } from './follow.ts';

/** Follows a contact change to its end. */
export function followChange(changeId: string, context: Context): Promise<ContactChangeAnswer> {
  const { client, io } = context;
  return follow(
    {
      what: 'Propagating',
      read: () => client.call(operations.getContactChange, { params: { changeId }, signal: io.signal }),
      stateOf: ({ state }) => state,
      waitsFor: (change) => waitingChange(change),
      progressOf: ({ progress: { services, pending } }) => ({ done: services - pending, all: services }),
    },
    context,
  );
}

/** Follows a reassignment to its end. */
export function followReassignment(reassignmentId: string, context: Context): Promise<ReassignmentAnswer> {
  const { client, io } = context;
  return follow(
    {
      what: 'Reassigning',
      read: () => client.call(operations.getReassignment, { params: { reassignmentId }, signal: io.signal }),
      stateOf: ({ state }) => state,
      waitsFor: ({ state, consent, expiresAt, runAt }) =>
        state === 'awaiting-consent'
          ? decisionOf([consent.nic], expiresAt)
          : state === 'scheduled'
            ? `It will run at ${timeFor(runAt)} …`
            : undefined,
      progressOf: ({ progress: { targets, pending } }) => ({ done: targets - pending, all: targets }),
    },
    context,
  );
}

function waitingChange({ state, consents, expiresAt, effectiveAt }: ContactChangeAnswer): string | undefined {
  if (state === 'awaiting-consent') {
    const missing = consents.filter(({ decision }) => decision === 'pending');
    return decisionOf(
      missing.map(({ nic }) => nic),
      expiresAt,
    );
  }
  if (state !== 'scheduled') return undefined;
  return effectiveAt === undefined
    ? 'It waits for other changes of its group …'
    : `It will be effective at ${timeFor(effectiveAt)}, or when other changes of its group have ended …`;
}

const decisionOf = (nics: readonly string[], until: string | undefined): string =>
  `It waits for the decision of ${nics.join(' and ')}${until === undefined ? '' : `, until ${timeFor(until)}`} …`;
