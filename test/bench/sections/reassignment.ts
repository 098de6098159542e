import { difference, total, type Figures } from '../../../infra/local/lib/meter.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import { Callers } from '../lab/callers.ts';
import { notMatching, writeRequests } from '../lab/counts.ts';
import { firstContacts, reassignmentDepartments as nics } from '../lab/departments.ts';
import { makeGroups } from '../lab/groups.ts';
import { runReassignment, type EndedReassignment } from '../lab/reassignments.ts';
import { Observations } from '../measurement.ts';
import { pivot } from '../report/table.ts';
import type { Section } from './section.ts';

const largestGroup = 50;

/** The bench's own polling is no part of the cost. */
const watchers = /getreassignment/i;

/** The cost of a reassignment over many groups of 1 to 50 services and a large one. */
export const reassignment: Section = {
  title: 'A reassignment over many groups',

  async measure(lab, { runs, reassignmentGroups, warmUpMembers }) {
    const observations = new Observations('reassignment');
    const stack = await lab.startStack();
    try {
      const callers = new Callers(lab.issuer, stack);
      const contactsOf = (technical: Nic) => ({ ...firstContacts, technical });
      const sizes = Array.from({ length: reassignmentGroups }, (_, index) => 1 + (index % largestGroup));
      const large = 5 * warmUpMembers;
      const groups = await makeGroups(callers, [large, ...sizes], contactsOf(nics.many[0]));
      const singles = Array.from({ length: Math.max(Math.ceil(reassignmentGroups / 10), 10) }, () => 1);
      await makeGroups(callers, singles, contactsOf(nics.single[0]));
      await makeGroups(callers, [1], contactsOf(nics.one[0]));
      const members = large + sizes.reduce((sum, size) => sum + size, 0);
      for (let run = 0; run < runs; run++) {
        const count = async (of: keyof typeof nics) => {
          const [from, to] = run % 2 === 0 ? nics[of] : ([nics[of][1], nics[of][0]] as const);
          const before = stack.meter.snapshot();
          const ended = await runReassignment(callers, from, to);
          return { ended, figures: difference(before, stack.meter.snapshot()) };
        };
        const one = await count('one');
        const alone = await count('single');
        const whole = await count('many');
        const counted = { one: one.figures, alone: alone.figures, singles: singles.length };
        observe(observations, counted, whole, { targets: groups.length, members });
      }
    } finally {
      await stack.stop();
    }
    return observations.medians();
  },

  describe: (measurements) =>
    `${pivot(measurements, {
      title: 'one role, one reassignment',
      row: ({ metric }) => metric,
      column: () => 'median',
    })}

"reassignment" is its fixed cost. "target" is the cost of a target with its first member, from the difference between
reassignments over one group and over many groups of one service. "member" is the cost of each further member, from a
reassignment over groups of 1 to 50 services and a large one. Members of different groups share receives and
deletions.`,
};

const costs = {
  'write units': (figures: Figures) => total(figures.writeUnits),
  'read units': (figures: Figures) => total(notMatching(figures.readUnits, watchers)),
  'write requests': writeRequests,
  'queue requests': (figures: Figures) => total(figures.queueRequests),
} as const;

/** The cost over one group of one service, and over that many `singles`. */
interface SmallReassignments {
  readonly one: Figures;
  readonly alone: Figures;
  readonly singles: number;
}

function observe(
  observations: Observations,
  { one, alone, singles }: SmallReassignments,
  { ended, figures }: { readonly ended: EndedReassignment; readonly figures: Figures },
  { targets, members }: { readonly targets: number; readonly members: number },
): void {
  const of = { in: 'a reassignment', targets, members };
  for (const [name, cost] of Object.entries(costs)) {
    const unit = name.replace(/^.* /, '');
    const perTarget = (cost(alone) - cost(one)) / (singles - 1);
    const ofReassignment = cost(one) - perTarget;
    observations.add(`${name} of a reassignment`, unit, of, ofReassignment);
    observations.add(`${name} per target`, unit, of, perTarget);
    const perMember = (cost(figures) - ofReassignment - perTarget * targets) / (members - targets);
    observations.add(`${name} per member`, unit, of, perMember);
  }
  observations.add('targets', 'groups', of, targets);
  observations.add('members', 'services', of, members);
  observations.add('seconds until the reassignment is completed', 's', of, ended.seconds);
  observations.add('targets per second', 'targets/s', of, targets / ended.seconds);
  observations.add('members of a reassignment per second', 'members/s', of, members / ended.seconds);
  observations.add('seconds until 95 % of the targets are completed', 's', of, ended.secondsOfMost);
}
