import { GroupAnswer, type ContactChangeAnswer } from '../../../shared/http/contract/shapes.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { Callers } from '../lab/callers.ts';
import { accept, ask, completed } from '../lab/changes.ts';
import { firstContacts } from '../lab/departments.ts';
import { makeGroups } from '../lab/groups.ts';
import { Observations } from '../measurement.ts';
import { pivot } from '../report/table.ts';
import { percentile } from '../statistics.ts';
import type { Section } from './section.ts';

const numbersOfCallers = [1, 16];

/** How long callers wait for the three requests that matter most, alone and side by side. */
export const requests: Section = {
  name: 'requests',
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
      const reader = await callers.as(firstContacts.administration);
      const measureAll = async (width: number, isCounted: boolean): Promise<void> => {
        const timed = async <Item, Result>(
          what: string,
          items: readonly Item[],
          request: (item: Item) => Promise<Result>,
        ): Promise<Result[]> => {
          const times: number[] = [];
          const results = await mapConcurrently(items, width, async (item) => {
            const started = performance.now();
            const result = await request(item);
            times.push(performance.now() - started);
            return result;
          });
          if (isCounted) {
            for (const percent of [50, 99]) {
              const of = { callers: width, percentile: percent };
              observations.add(what, 'ms', of, percentile(times, percent));
            }
          }
          return results;
        };
        await timed('reading a group', groups, ({ groupId }) =>
          reader.get(`/groups/${groupId}`, GroupAnswer),
        );
        const found = await mapConcurrently(groups, width, ({ groupId }) => lab.rows.group(groupId));
        const asked = await timed('asking for a change', found, (group) =>
          ask(callers, group, ['technical']),
        );
        const accepted = await timed('accepting it', asked, (one: ContactChangeAnswer) =>
          accept(callers, one),
        );
        // Each group's next request has to wait for this one, and the next measurement for a quiet machine.
        await mapConcurrently(accepted, numbersOfCallers.length, (one) => completed(callers, one));
      };
      await measureAll(Math.max(...numbersOfCallers), false);
      for (let run = 0; run < runs; run++) {
        for (const width of numbersOfCallers) await measureAll(width, true);
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
