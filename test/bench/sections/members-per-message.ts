import { Callers } from '../lab/callers.ts';
import { makeGroup, sharedGroup, type BenchGroup } from '../lab/groups.ts';
import type { LabStack } from '../lab/lab-stack.ts';
import type { Lab } from '../lab/lab.ts';
import { Observations } from '../measurement.ts';
import { costsOf } from '../peers/costs-of.ts';
import { deadLettersOf, type Contender } from '../peers/contenders.ts';
import { PackedMessage } from '../peers/functions/packed-message.ts';
import { race, type Raced } from '../peers/race.ts';
import { readPriceTable } from '../prices/prices.ts';
import { pivot } from '../report/table.ts';
import type { Section } from './section.ts';

/** How members could come to the worker; the system has one a message, ten a batch. */
interface Packing {
  readonly name: string;
  readonly construct: string;
  readonly membersPerMessage: number;
  /** For how many seconds its batches are filled, if they are. */
  readonly window?: number;
}

const packings: readonly Packing[] = [
  ...[1, 5, 10, 25].map((membersPerMessage) => ({
    name: `${membersPerMessage} a message`,
    construct: 'PeerPacked',
    membersPerMessage,
  })),
  { name: '1 a message, 50 a batch', construct: 'PeerFilled', membersPerMessage: 1, window: 1 },
];

/** One member in so many fails at every attempt. */
const oneFailsIn = 100;
const smallGroup = 5;

const whenNobodyFails = { when: 'nobody fails' };
const whenSomeFail = { when: `one in ${oneFailsIn} fails` };

/** What fuller messages and fuller batches would save, and what one failing member would then do to its neighbours. */
export const membersPerMessage: Section = {
  name: 'members-per-message',
  title: 'Several members a message: what it saves, and what a failing member does to its neighbours',

  async measure(lab, { runs, warmUpMembers, peerMembers }) {
    const observations = new Observations('members-per-message');
    const stack = await lab.startStack();
    try {
      const callers = new Callers(lab.issuer, stack);
      const warmUp = await sharedGroup(lab, callers, warmUpMembers);
      const group = await sharedGroup(lab, callers, peerMembers);
      const few = await makeGroup(callers, smallGroup);
      for (const packing of packings) await race(lab, stack, contender(packing), warmUp);
      for (let run = 0; run < runs; run++) {
        for (const packing of packings) {
          const of = { packing: packing.name };
          const { seconds } = await race(lab, stack, contender(packing), few);
          observations.add(`seconds for ${smallGroup} members`, 's', { ...of, ...whenNobodyFails }, seconds);
          await measureOne(lab, stack, group, packing, observations);
        }
      }
    } finally {
      await stack.stop();
    }
    return observations.medians();
  },

  describe(measurements) {
    const show = ({ when }: { readonly when: string }, title: string): string =>
      pivot(
        measurements.filter(({ of }) => of['when'] === when),
        { title, row: ({ metric }) => metric, column: ({ of }) => String(of['packing']) },
      );
    return `${show(whenNobodyFails, 'per member, without verification')}

${show(whenSomeFail, `one member in ${oneFailsIn} fails`)}

The system's own worker, store, counters and queue port, with several members in each message; the last column has one a
message, as the system has, and batches that Lambda fills for a second. A message comes again whole: the attempts that one
failing member needs are spent on all of its message, and in the dead letters nobody can tell which it was.`;
  },
};

async function measureOne(
  lab: Lab,
  stack: LabStack,
  group: BenchGroup,
  packing: Packing,
  observations: Observations,
): Promise<void> {
  const members = group.members.length;
  const of = { packing: packing.name, members };
  const clean = await race(lab, stack, contender(packing), group);
  const nobody = { ...of, ...whenNobodyFails };
  for (const { metric, unit, value } of costsOf(lab, readPriceTable(), contender(packing), clean, members)) {
    observations.add(metric, unit, nobody, value);
  }
  observations.add('body bytes', 'bytes per member', nobody, clean.figures.queueBodyBytes / members);

  const failing = group.members.filter((_, index) => index % oneFailsIn === oneFailsIn / 2);
  const failed = await race(lab, stack, contender(packing, failing), group, failing);
  const parked = await stack.queues.drain(deadLettersOf(lab.model, packing.construct));
  const inDeadLetters = parked.flatMap((body) => PackedMessage.parse(JSON.parse(body)).serviceIds);
  const some = { ...of, ...whenSomeFail };
  const perFailing = (metric: string, count: number): void =>
    observations.add(metric, 'per failing member', some, count / failing.length);
  // Those that fail make no write of their own.
  perFailing('further writes to its neighbours', updatesOf(failed) - (updatesOf(clean) - failing.length));
  perFailing('faultless members in the dead letters', inDeadLetters.length - failing.length);
}

const updatesOf = ({ figures }: Raced): number => figures.databaseRequests['UpdateItem'] ?? 0;

const contender = (
  { membersPerMessage: perMessage, ...packing }: Packing,
  failing: readonly string[] = [],
): Contender => ({
  ...packing,
  writers: new RegExp(`${packing.construct}Worker`),
  instances: 2,
  asks: { membersPerMessage: perMessage, failing },
  isFair: true,
});
