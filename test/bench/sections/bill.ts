import { Callers } from '../lab/callers.ts';
import { sharedGroup } from '../lab/groups.ts';
import { Observations, type Dimensions } from '../measurement.ts';
import {
  eventsOfMillionChanges,
  idleMonth,
  millionMembers,
  millionRequests,
  millionServices,
  totalOf,
  type Bill,
} from '../prices/bill.ts';
import { readPriceTable } from '../prices/prices.ts';
import { resourcesOfProduction } from '../prices/resources.ts';
import { pivot } from '../report/table.ts';
import { usagePerMember } from './costs.ts';
import { eventsOfChange } from './events-of-change.ts';
import type { Section } from './section.ts';

/** What production costs when idle, and per million of members, requests and stored services. */
export const bill: Section = {
  title: 'Dollars by the price table, without free allowances',

  async measure(lab, { sizes }) {
    const table = readPriceTable();
    const observations = new Observations('bill');
    const add = (of: Dimensions, given: Bill): void => {
      for (const [metric, dollars] of Object.entries(given)) observations.add(metric, 'USD', of, dollars);
      observations.add('total', 'USD', of, totalOf(given));
    };
    add({ for: 'an idle month' }, idleMonth(table, resourcesOfProduction()));
    const stack = await lab.startStack();
    try {
      const callers = new Callers(lab.issuer, stack);
      const group = await sharedGroup(lab, callers, Math.max(...sizes));
      add(
        { for: 'a million members' },
        millionMembers(table, await usagePerMember(lab, stack, callers, group)),
      );
      add(
        { for: 'the events of a million changes' },
        eventsOfMillionChanges(table, await eventsOfChange(lab, stack, callers, group)),
      );
    } finally {
      await stack.stop();
    }
    add({ for: 'a million requests' }, millionRequests(table));
    add({ for: 'a million services stored, a month' }, millionServices(table));
    return observations.medians();
  },

  describe(measurements) {
    const { heldOn, region } = readPriceTable();
    return `${pivot(measurements, {
      title: 'USD',
      row: ({ metric }) => metric,
      column: ({ of }) => String(of['for']),
    })}

Prices of ${heldOn}, ${region}. The resources are those of production's templates with a member
system; members are counted in one change of one role. What no run on this machine shows (billed
time, bytes of a log line) is assumed, and stated in test/bench/prices/assumptions.ts.`;
  },
};
