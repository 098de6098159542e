import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import { mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { Callers } from '../lab/callers.ts';
import { change, completed, secondsOf } from '../lab/changes.ts';
import { makeGroups, sharedGroup, type BenchGroup } from '../lab/groups.ts';
import type { Lab } from '../lab/lab.ts';
import { type Dimensions, Observations } from '../measurement.ts';
import { pivot } from '../report/table.ts';
import { percentile } from '../statistics.ts';
import type { Section } from './section.ts';

const largestSmallGroup = 50;
const callersAtOnce = 8;

/** Whether small groups wait for a large one that began to propagate before them. */
export const fairness: Section = {
  title: 'Small groups beside a large one that is propagating',

  async measure(lab, { runs, largeGroup, smallGroups }) {
    const observations = new Observations('fairness');
    const stack = await lab.startStack();
    try {
      const callers = new Callers(lab.issuer, stack);
      const large = await sharedGroup(lab, callers, largeGroup);
      const sizes = Array.from({ length: smallGroups }, (_, index) => 1 + (index % largestSmallGroup));
      const small = await makeGroups(callers, sizes);
      const both = { smallGroups, largeGroup };
      const observe = (of: Dimensions, changes: readonly ContactChange[]): void => {
        const seconds = changes.map(secondsOf);
        observations.add('seconds of a small group, p50', 's', of, percentile(seconds, 50));
        observations.add('seconds of a small group, p99', 's', of, percentile(seconds, 99));
      };
      await changeAll(lab, callers, small);
      for (let run = 0; run < runs; run++) {
        observe({ beside: 'nothing', smallGroups }, await changeAll(lab, callers, small));
        const asked = await change(callers, await lab.rows.group(large.groupId), ['technical']);
        const changes = await changeAll(lab, callers, small);
        const largeChange = await completed(lab.rows, asked);
        observe({ beside: 'the large group', ...both }, changes);
        const before = changes.filter((one) => endOf(one) < endOf(largeChange)).length;
        observations.add('small groups done before the large one', 'of 1', both, before / changes.length);
        observations.add('seconds of the large group', 's', both, secondsOf(largeChange));
      }
    } finally {
      await stack.stop();
    }
    return observations.medians();
  },

  describe: (measurements) =>
    `${pivot(measurements, {
      title: 'small groups of 1 to 50 services',
      row: ({ metric }) => metric,
      column: ({ of }) => (of['beside'] === undefined ? 'median' : `beside ${of['beside']}`),
    })}

The local queues deliver messages in the order of arrival and do not implement SQS's fair queues. These figures show
only the effect of holding back the pages of a large group.`,
};

const endOf = ({ completedAt = '' }: ContactChange): number => Date.parse(completedAt);

/** Changes all of them at the same time and waits until each is completed. */
async function changeAll(
  lab: Lab,
  callers: Callers,
  groups: readonly BenchGroup[],
): Promise<ContactChange[]> {
  const changes = await mapConcurrently(groups, callersAtOnce, async ({ groupId }) =>
    change(callers, await lab.rows.group(groupId), ['technical']),
  );
  return mapConcurrently(changes, callersAtOnce, (one) => completed(lab.rows, one));
}
