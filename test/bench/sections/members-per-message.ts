import { total } from '../../../infra/local/lib/meter.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { Callers } from '../lab/callers.ts';
import { makeGroup, sharedGroup, type BenchGroup } from '../lab/groups.ts';
import { matching } from '../lab/counts.ts';
import type { LabStack } from '../lab/lab-stack.ts';
import type { Lab } from '../lab/lab.ts';
import { Observations } from '../measurement.ts';
import { rotated } from '../lab/rotated.ts';
import { costsOf } from '../peers/costs-of.ts';
import { deadLettersOf, type Contender } from '../peers/contenders.ts';
import { PackedMessage, type PackedChange } from '../peers/functions/packed-message.ts';
import { race } from '../peers/race.ts';
import { readPriceTable } from '../prices/prices.ts';
import { pivot } from '../report/table.ts';
import type { Section } from './section.ts';

/** The system has one member per message, ten messages per batch. */
interface Packing extends Pick<PackedChange, 'membersPerMessage' | 'sendsApart'> {
  readonly name: string;
  readonly construct: string;
  /** Seconds in which its batches are filled. */
  readonly window?: number;
}

const packings: readonly Packing[] = [
  ...[1, 5, 10, 25].map((membersPerMessage) => ({
    name: `${membersPerMessage} a message`,
    construct: 'PeerPacked',
    membersPerMessage,
    sendsApart: false,
  })),
  { name: '10, failing ones sent apart', construct: 'PeerPacked', membersPerMessage: 10, sendsApart: true },
  { name: '1, 50 a batch', construct: 'PeerFilled', membersPerMessage: 1, sendsApart: false, window: 1 },
];

/** One member in so many fails at every attempt. */
const oneFailsIn = 100;
const smallGroup = 5;

const whenNoneFails = { when: 'none fails' };
const whenSomeFail = { when: `one in ${oneFailsIn} fails` };

/** What larger messages and batches would save, and how one failing member would affect the others. */
export const membersPerMessage: Section = {
  title: 'Several members a message: what it saves, and what a failing member does to its neighbours',

  async measure(lab, { runs, warmUpMembers, peerMembers }) {
    const observations = new Observations('members-per-message');
    const stack = await lab.startStack();
    try {
      const callers = new Callers(lab.issuer, stack);
      const warmUp = await sharedGroup(lab, callers, warmUpMembers);
      const group = await sharedGroup(lab, callers, peerMembers);
      const few = await makeGroup(callers, smallGroup);
      for (let run = 0; run < runs; run++) {
        for (const packing of rotated(packings, run)) {
          await race(lab, stack, contender(packing), warmUp);
          const { seconds } = await race(lab, stack, contender(packing), few);
          const of = { packing: packing.name, members: smallGroup, ...whenNoneFails };
          observations.add(`seconds for ${smallGroup} members`, 's', of, seconds);
          const subject: Subject = { lab, stack, group, packing, observations };
          await countCosts(subject);
          await countNeighbours(subject);
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
    return `${show(whenNoneFails, 'per member, without verification')}

${show(whenSomeFail, `per failing member, one in ${oneFailsIn}`)}

These figures use the system's own worker, store, counters and queue port, with several members per message. Either the
whole message is retried, or each failing member is resent in a message of its own. The figures do not count the effect
of a slow member or a crashed process: it delays the whole batch, of 10 members or of 100. The last column has one
member per message, as in the system, and batches that Lambda collects for a second (here sometimes two).`;
  },
};

/** What is measured of a packing, over which group, and where that goes. */
interface Subject {
  readonly lab: Lab;
  readonly stack: LabStack;
  readonly group: BenchGroup;
  readonly packing: Packing;
  readonly observations: Observations;
}

async function countCosts({ lab, stack, group, packing, observations }: Subject): Promise<void> {
  const members = group.members.length;
  const of = { packing: packing.name, members, ...whenNoneFails };
  const clean = await race(lab, stack, contender(packing), group);
  for (const { metric, unit, value } of costsOf(lab, readPriceTable(), contender(packing), clean, members)) {
    observations.add(metric, unit, of, value);
  }
  observations.add('body bytes', 'bytes per member', of, clean.figures.queueBodyBytes / members);
}

async function countNeighbours({ lab, stack, group, packing, observations }: Subject): Promise<void> {
  const failing = group.members.filter((_, index) => index % oneFailsIn === oneFailsIn / 2);
  const rival = contender(packing, failing);
  const { figures } = await race(lab, stack, rival, group, failing);
  const parked = await stack.queues.drain(deadLettersOf(lab.model, packing.construct));
  const dead = new Set(parked.flatMap((body) => PackedMessage.parse(JSON.parse(body)).serviceIds));
  if (!failing.every((serviceId) => dead.has(serviceId)))
    throw new Error(`${packing.name}: members that fail are not among the dead letters.`);
  const of = { packing: packing.name, members: group.members.length, ...whenSomeFail };
  const perFailing = (metric: string, count: number): void =>
    observations.add(metric, 'per failing member', of, count / failing.length);
  // A repeated write fails its own condition.
  perFailing('writes repeated to its neighbours', total(matching(figures.preventedWrites, rival.writers)));
  perFailing('faultless members in the dead letters', dead.size - failing.length);
}

const contender = (
  { membersPerMessage: perMessage, sendsApart, ...packing }: Packing,
  failing: readonly ServiceId[] = [],
): Contender => ({
  ...packing,
  writers: new RegExp(`${packing.construct}Worker`),
  instances: 2,
  asks: { membersPerMessage: perMessage, sendsApart, failing: [...failing] },
  isFair: true,
});
