import { operations } from '../../../shared/http/contract/operations.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { Callers } from '../lab/callers.ts';
import { accept, ask, completed } from '../lab/changes.ts';
import { firstContacts } from '../lab/departments.ts';
import { type BenchGroup, makeGroups } from '../lab/groups.ts';
import type { Lab } from '../lab/lab.ts';
import { Observations } from '../measurement.ts';
import { pivot } from '../report/table.ts';
import { percentile } from '../statistics.ts';
import type { Section } from './section.ts';

const numbersOfCallers = [1, 16];
const percents = [50, 99];
/** The changes that are polled concurrently until they are completed. Nothing is measured then. */
const watchedAtOnce = 2;

/** Latency of the three most important requests, alone and concurrently. */
export const requests: Section = {
  title: 'Requests, in milliseconds, over HTTP',

  async measure(lab, { runs, requests: count }) {
    const observations = new Observations('requests');
    const stack = await lab.startStack();
    try {
      const callers = new Callers(lab.issuer, stack);
      const groups = await makeGroups(
        callers,
        Array.from({ length: count }, () => 1),
      );
      // Starts an instance for every concurrent caller.
      await requestAll(lab, callers, groups, Math.max(...numbersOfCallers));
      for (let run = 0; run < runs; run++) {
        for (const width of numbersOfCallers) {
          observe(observations, width, await requestAll(lab, callers, groups, width));
        }
      }
    } finally {
      await stack.stop();
    }
    return observations.medians();
  },

  describe: (measurements) =>
    pivot(measurements, {
      title: 'request',
      row: ({ metric }) => metric,
      column: ({ of }) => `p${of['percentile']}, ${of['callers']} caller${of['callers'] === 1 ? '' : 's'}`,
    }),
};

/** Milliseconds. */
type Times = Readonly<Record<string, readonly number[]>>;

/** Reads every group, requests a change of it and accepts that, `width` at a time. */
async function requestAll(
  lab: Lab,
  callers: Callers,
  groups: readonly BenchGroup[],
  width: number,
): Promise<Times> {
  const reader = callers.as(firstContacts.administration);
  const read = await timed(groups, width, ({ groupId }) =>
    reader.call(operations.getGroup, { params: { groupId } }),
  );
  const found = await mapConcurrently(groups, width, ({ groupId }) => lab.rows.group(groupId));
  const asked = await timed(found, width, (group) => ask(callers, group, ['technical']));
  const accepted = await timed(asked.results, width, (change) => accept(callers, change));
  // Each group's next request waits for this one, and the next measurement for a quiet machine.
  await mapConcurrently(accepted.results, watchedAtOnce, (change) => completed(lab.rows, change));
  return {
    'reading a group': read.times,
    'asking for a change': asked.times,
    'accepting it': accepted.times,
  };
}

/** Makes a request for each item, `width` at a time; returns results and milliseconds. */
async function timed<Item, Result>(
  items: readonly Item[],
  width: number,
  request: (item: Item) => Promise<Result>,
): Promise<{ results: Result[]; times: number[] }> {
  const times: number[] = [];
  const results = await mapConcurrently(items, width, async (item) => {
    const started = performance.now();
    const result = await request(item);
    times.push(performance.now() - started);
    return result;
  });
  return { results, times };
}

function observe(observations: Observations, width: number, all: Times): void {
  for (const [what, times] of Object.entries(all)) {
    for (const percent of percents) {
      const of = { callers: width, percentile: percent, requests: times.length };
      observations.add(what, 'ms', of, percentile(times, percent));
    }
  }
}
