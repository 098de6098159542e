import { difference, total } from '../../../infra/local/lib/meter.ts';
import { newContacts } from '../../../shared/domain/contact-change.ts';
import { bareLoop } from '../lab/bare-loop.ts';
import { Callers } from '../lab/callers.ts';
import { accept, ask, completed, secondsOf } from '../lab/changes.ts';
import { sharedGroup, type BenchGroup } from '../lab/groups.ts';
import type { LabStack } from '../lab/lab-stack.ts';
import type { Lab } from '../lab/lab.ts';
import { processorTime, threadTime } from '../lab/processor-time.ts';
import { PropagationWatch } from '../lab/propagation-watch.ts';
import { Observations } from '../measurement.ts';
import { pivot } from '../report/table.ts';
import type { Section } from './section.ts';

/** How much of the database's own throughput the system reaches, both measured alternately. */
export const ceiling: Section = {
  title: 'Share of the bare loop of the same conditional updates',

  async measure(lab, { runs, ceilingMembers, warmUpMembers }) {
    const observations = new Observations('ceiling');
    const stack = await lab.startStack();
    try {
      const callers = new Callers(lab.issuer, stack);
      const propagated = propagateOver(lab, stack, callers);
      const warmUp = await sharedGroup(lab, callers, warmUpMembers);
      await bareLoop(lab, warmUp);
      await propagated(warmUp);
      const group = await sharedGroup(lab, callers, ceilingMembers);
      const members = ceilingMembers;
      const everyRow = { until: 'every row', members };
      const completion = { until: 'completed', members };
      const rate = (metric: string, seconds: number, of = { members }) =>
        observations.add(metric, 'members/s', of, members / seconds);
      const processor = (what: string, milliseconds: number) =>
        observations.add(`processor time, ${what}`, 'ms per member', { members }, milliseconds / members);
      let before = await bareLoop(lab, group);
      for (let run = 0; run < runs; run++) {
        const system = await propagated(group);
        const { all, engine, functions } = system.processorMilliseconds;
        processor('functions', functions);
        processor('engine', engine);
        processor('helper threads of both', all - functions - engine);
        observations.add('engine, in functions', 'times', { members }, engine / functions);
        const after = await bareLoop(lab, group);
        processor('bare loop', after.processorMilliseconds);
        // The machine's speed varies: the loops before and after stand for what it was in between.
        const bare = (before.seconds + after.seconds) / 2;
        rate('bare loop', bare);
        rate('system', system.secondsToRows, everyRow);
        rate('system', system.secondsToAll, completion);
        observations.add('share of the bare loop', 'of 1', everyRow, bare / system.secondsToRows);
        observations.add('share of the bare loop', 'of 1', completion, bare / system.secondsToAll);
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

"every row" ends when the last member's row is written. "completed" also includes the pauses between steps and the
read-back of every member, which the bare loop does not do. Processor time is without the database. That of the
functions is of their threads; that of the engine is of its own thread, which also runs the queues, the API and this
bench. Helper threads collect garbage and compile for both. On a busy machine, it says more than the rates.`,
};

interface Propagated {
  /** Until the last row is written. */
  readonly secondsToRows: number;
  /** Until all rows are read back. */
  readonly secondsToAll: number;
  readonly processorMilliseconds: {
    /** This process with all its threads. */
    readonly all: number;
    /** The thread of the engine and of this bench. */
    readonly engine: number;
    /** The threads of the functions. */
    readonly functions: number;
  };
}

/** Throws when a row is without the contact at the end. */
const propagateOver =
  (lab: Lab, stack: LabStack, callers: Callers) =>
  async ({ groupId, members }: BenchGroup): Promise<Propagated> => {
    const asked = await ask(callers, await lab.rows.group(groupId), ['technical']);
    const processor = processorTime();
    const thread = threadTime();
    const before = stack.meter.snapshot();
    // From just before the change is effective, as the seconds to its completion.
    const watch = new PropagationWatch(stack.meter, /propagatecontact/i);
    const done = await completed(lab.rows, await accept(callers, asked));
    const inFunctions = difference(before, stack.meter.snapshot()).processorMilliseconds;
    const processorMilliseconds = { all: processor(), engine: thread(), functions: total(inFunctions) };
    const propagated = { secondsToRows: watch.stop(), secondsToAll: secondsOf(done), processorMilliseconds };
    const missed = await lab.rows.notYet(members, {
      contacts: newContacts(done),
      revision: done.revision ?? 0,
    });
    if (missed.length > 0) throw new Error(`The system missed ${missed.length} members.`);
    return propagated;
  };
