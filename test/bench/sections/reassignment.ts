import { difference, total, type Figures } from '../../../infra/local/meter.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import { Callers } from '../lab/callers.ts';
import { matching, notMatching } from '../lab/counts.ts';
import { firstContacts, jobDepartments as nics } from '../lab/departments.ts';
import { makeGroups } from '../lab/groups.ts';
import { runJob, type EndedJob } from '../lab/jobs.ts';
import { Observations } from '../measurement.ts';
import { pivot } from '../report/table.ts';
import type { Section } from './section.ts';

const largestGroup = 50;

/** The bench's own looks at how far a job has come: no part of what it costs. */
const watchers = /getreassignment/i;
const writes = /^(?:PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems)$/;

/** What a bulk job costs, over many groups of 1 to 50 services and one that is large. */
export const reassignment: Section = {
  name: 'reassignment',
  title: 'A bulk job over many groups',

  async measure(lab, { runs, jobGroups, warmUpMembers }) {
    const observations = new Observations('reassignment');
    const stack = await lab.startStack();
    try {
      const callers = new Callers(lab.issuer, stack);
      const contactsOf = (technical: Nic) => ({ ...firstContacts, technical });
      const sizes = Array.from({ length: jobGroups }, (_, index) => 1 + (index % largestGroup));
      const large = 5 * warmUpMembers;
      const groups = await makeGroups(callers, [large, ...sizes], contactsOf(nics.many[0]));
      const single = Math.max(Math.ceil(jobGroups / 10), 10);
      await makeGroups(
        callers,
        Array.from({ length: single }, () => 1),
        contactsOf(nics.single[0]),
      );
      const members = large + sizes.reduce((sum, size) => sum + size, 0);
      for (let run = 0; run < runs; run++) {
        const count = async (of: keyof typeof nics) => {
          const [from, to] = run % 2 === 0 ? nics[of] : ([nics[of][1], nics[of][0]] as const);
          const before = stack.meter.snapshot();
          const ended = await runJob(callers, from, to);
          return { ended, figures: difference(before, stack.meter.snapshot()) };
        };
        const alone = await count('single');
        const whole = await count('many');
        observe(observations, alone.figures, single, whole, { targets: groups.length, members });
      }
    } finally {
      await stack.stop();
    }
    return observations.medians();
  },

  describe: (measurements) =>
    `${pivot(measurements, {
      title: 'one role, one job',
      row: ({ metric }) => metric,
      column: () => 'median',
    })}

Per target: what a target with its first member costs, counted in a job over groups of one. Per member: what each further one
costs in a job over groups of 1 to 50 services and one that is large.`,
};

const costs = {
  'write units': (figures: Figures) => total(figures.writeUnits),
  'read units': (figures: Figures) => total(notMatching(figures.readUnits, watchers)),
  'write requests': (figures: Figures) => total(matching(figures.databaseRequests, writes)),
  'queue requests': (figures: Figures) => total(figures.queueRequests),
} as const;

function observe(
  observations: Observations,
  alone: Figures,
  singleGroups: number,
  { ended, figures }: { readonly ended: EndedJob; readonly figures: Figures },
  { targets, members }: { readonly targets: number; readonly members: number },
): void {
  for (const [name, cost] of Object.entries(costs)) {
    const perTarget = cost(alone) / singleGroups;
    observations.add(`${name} per target`, '', {}, perTarget);
    observations.add(
      `${name} per member`,
      '',
      { in: 'a job' },
      (cost(figures) - perTarget * targets) / (members - targets),
    );
  }
  observations.add('targets', 'groups', {}, targets);
  observations.add('members', 'services', {}, members);
  observations.add('seconds until the job is completed', 's', {}, ended.seconds);
  observations.add('targets per second', 'targets/s', {}, targets / ended.seconds);
  observations.add('members of a job per second', 'members/s', {}, members / ended.seconds);
  observations.add('seconds until 95 % of the targets are completed', 's', {}, ended.secondsOfMost);
}
