import { bareLoop } from '../lab/bare-loop.ts';
import { Callers } from '../lab/callers.ts';
import { change, completed, secondsOf } from '../lab/changes.ts';
import { sharedGroup, type BenchGroup } from '../lab/groups.ts';
import type { LabStack } from '../lab/lab-stack.ts';
import type { Lab } from '../lab/lab.ts';
import { SpreadWatch } from '../lab/spread-watch.ts';
import { Observations } from '../measurement.ts';
import { pivot } from '../report/table.ts';
import type { Section } from './section.ts';

const everyRow = { until: 'every row' };
const completion = { until: 'completed' };

/** How much of what the database itself can take the system reaches, the two measured in turns. */
export const ceiling: Section = {
  name: 'ceiling',
  title: 'Share of the bare loop of the same conditional updates',

  async measure(lab, { runs, ceilingMembers, warmUpMembers }) {
    const observations = new Observations('ceiling');
    const stack = await lab.startStack();
    try {
      const callers = new Callers(lab.issuer, stack);
      const spread = spreadOver(lab, stack, callers);
      const warmUp = await sharedGroup(lab, callers, warmUpMembers);
      await bareLoop(lab, warmUp);
      await spread(warmUp);
      const group = await sharedGroup(lab, callers, ceilingMembers);
      const rate = (metric: string, seconds: number, of = {}) =>
        observations.add(metric, 'members/s', of, ceilingMembers / seconds);
      const processor = (what: string, milliseconds: number) =>
        observations.add(`processor time, ${what}`, 'ms per member', {}, milliseconds / ceilingMembers);
      let before = await bareLoop(lab, group);
      for (let run = 0; run < runs; run++) {
        const ofSystem = processorTime();
        const seconds = await spread(group);
        processor('system', ofSystem());
        const ofLoop = processorTime();
        const after = await bareLoop(lab, group);
        processor('bare loop', ofLoop());
        // The machine is not as fast all the time: the loops on either side stand for what it was in between.
        const bare = (before + after) / 2;
        rate('bare loop', bare);
        rate('system', seconds.rows, everyRow);
        rate('system', seconds.all, completion);
        observations.add('share of the bare loop', 'of 1', everyRow, bare / seconds.rows);
        observations.add('share of the bare loop', 'of 1', completion, bare / seconds.all);
        before = after;
      }
    } finally {
      await stack.stop();
    }
    return observations.medians();
  },

  describe: (measurements) =>
    `${pivot(measurements, {
      title: 'members per second, and what they take',
      row: ({ metric, of }) => `${metric}${of['until'] === undefined ? '' : `, until ${of['until']}`}`,
      column: () => 'median',
    })}

"every row" ends with the last member's own row; "completed" also waits for the pauses between steps and for
every member to be read back, which the bare loop does not do. Processor time is that of this process and all its threads,
without the database's; on a machine that has other things to do, it says more than the rates.`,
};

/** Lets the system change a group's contact; gives the seconds to the last row, and to having read all rows back. */
const spreadOver =
  (lab: Lab, stack: LabStack, callers: Callers) =>
  async ({ groupId }: BenchGroup): Promise<{ rows: number; all: number }> => {
    const watch = new SpreadWatch(stack.meter, /propagatecontact/i);
    const found = await lab.rows.group(groupId);
    const done = await completed(callers, await change(callers, found, ['technical']));
    return { rows: watch.stop(), all: secondsOf(done) };
  };

/** The milliseconds of processor time that this process takes from now on. */
function processorTime(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
}
