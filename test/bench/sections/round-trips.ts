import { setTimeout as pause } from 'node:timers/promises';
import { difference, total } from '../../../infra/local/lib/meter.ts';
import { roles, type Role } from '../../../shared/domain/roles.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { Callers } from '../lab/callers.ts';
import { eventPrefix } from '../../../shared/store/event-keys.ts';
import { notMatching } from '../lab/counts.ts';
import { ask } from '../lab/changes.ts';
import { movedContacts } from '../lab/departments.ts';
import { makeGroup } from '../lab/groups.ts';
import type { LabStack } from '../lab/lab-stack.ts';
import type { Lab } from '../lab/lab.ts';
import { publisher } from './events-of-change.ts';
import { RoundTripCounter, type Uncounted } from '../lab/round-trip-counter.ts';
import { type Measurement, Observations } from '../measurement.ts';

/** It reads events and marks them as soon as a request is stored. The request itself writes them in its transaction. */
const isOfPublisher: Uncounted = (operation, body) =>
  ['Query', 'UpdateItem'].includes(operation) && body.includes(eventPrefix);

const enough = 3;
/** Due work runs every minute, and its requests would be counted too. */
const mostTries = 10;

/** The round trips to the database of one request for a change, on an idle stack, as counted by a proxy. */
export async function roundTripsOfRequests(lab: Lab): Promise<Measurement[]> {
  const observations = new Observations('costs');
  const { counter, url } = await RoundTripCounter.before(lab.database.upstream, isOfPublisher);
  const stack = await lab.startStack(url);
  /** Undefined if another function ran at the same time. */
  const counted = async (request: () => Promise<unknown>): Promise<number | undefined> => {
    await untilQuiet(counter, stack);
    const [before, invocations] = [counter.count, stack.meter.snapshot()];
    await request();
    const ran = difference(invocations, stack.meter.snapshot()).invocations;
    return total(notMatching(ran, publisher)) === 1 ? counter.count - before : undefined;
  };
  try {
    const callers = new Callers(lab.issuer, stack);
    for (const [on, prepare] of Object.entries(requests)) {
      const found: number[] = [];
      for (let count = 0; count < mostTries && found.length < enough; count++) {
        found.push(...[await counted(await prepare(lab, callers))].filter((trips) => trips !== undefined));
      }
      // The smallest: other work on the machine can only add round trips.
      observations.add('round trips of a request', 'round trips', { on }, Math.min(...found));
    }
  } finally {
    await stack.stop();
    await counter.close();
  }
  return observations.medians();
}

const quietMilliseconds = 200;

/** Waits until no function has started and no call was made for a moment: calls at the same time count as one. */
async function untilQuiet(counter: RoundTripCounter, { meter }: LabStack): Promise<void> {
  const seen = (): number => counter.count + total(meter.snapshot().invocations);
  for (let last = -1; last !== seen(); await pause(quietMilliseconds)) last = seen();
}

type Prepare = (lab: Lab, callers: Callers) => Promise<() => Promise<unknown>>;

const askOf =
  (given: readonly Role[]): Prepare =>
  async (lab, callers) => {
    const group = await lab.rows.group((await makeGroup(callers, 1)).groupId);
    return () => ask(callers, group, given);
  };

const askOfService: Prepare = async (lab, callers) => {
  const { groupId, members } = await makeGroup(callers, 1);
  const { contacts } = await lab.rows.group(groupId);
  const caller = callers.as(contacts.administration);
  const body = { contacts: movedContacts(contacts, ['technical']) };
  const [serviceId = ''] = members;
  return () => caller.call(operations.requestServiceChange, { params: { serviceId }, body });
};

const requests: Readonly<Record<string, Prepare>> = {
  'a group': askOf(['technical']),
  'a group, all its roles': askOf(roles),
  'a single service': askOfService,
};
