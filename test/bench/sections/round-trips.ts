import { roles, type Role } from '../../../shared/domain/roles.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { Callers } from '../lab/callers.ts';
import { ask } from '../lab/changes.ts';
import { movedContacts } from '../lab/departments.ts';
import { makeGroup } from '../lab/groups.ts';
import type { Lab } from '../lab/lab.ts';
import { RoundTripCounter } from '../lab/round-trip-counter.ts';
import { type Measurement, Observations } from '../measurement.ts';

/** So many that their median is of a stack that does nothing else: due work looks around every minute. */
const tries = 5;

/** The round trips to the database of one request for a change, on an idle stack: counted before the database itself. */
export async function roundTripsOfRequests(lab: Lab): Promise<Measurement[]> {
  const observations = new Observations('costs');
  const { counter, url } = await RoundTripCounter.before(lab.database.upstream);
  const stack = await lab.startStack(url);
  const counted = async (on: string, request: () => Promise<unknown>): Promise<void> => {
    const before = counter.count;
    await request();
    observations.add('round trips of a request', 'round trips', { on }, counter.count - before);
  };
  try {
    const callers = new Callers(lab.issuer, stack);
    for (let count = 0; count < tries; count++) {
      const askOf = async (given: readonly Role[]) => {
        const group = await lab.rows.group((await makeGroup(callers, 1)).groupId);
        return () => ask(callers, group, given);
      };
      await counted('a group', await askOf(['technical']));
      await counted('a group, all its roles', await askOf(roles));
      await counted('a single service', await askOfService(lab, callers));
    }
  } finally {
    await stack.stop();
    await counter.close();
  }
  return observations.medians();
}

async function askOfService(lab: Lab, callers: Callers): Promise<() => Promise<unknown>> {
  const { groupId, members } = await makeGroup(callers, 1);
  const { contacts } = await lab.rows.group(groupId);
  const caller = await callers.as(contacts.administration);
  const body = { contacts: movedContacts(contacts, ['technical']) };
  const { answer } = operations.requestServiceChange;
  return () => caller.send('POST', `/services/${members[0]}/contact-changes`, body, answer);
}
