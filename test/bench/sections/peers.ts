import { total } from '../../../infra/local/lib/meter.ts';
import { Callers } from '../lab/callers.ts';
import { matching } from '../lab/counts.ts';
import { rotated } from '../lab/rotated.ts';
import { makeGroups, sharedGroup } from '../lab/groups.ts';
import type { Lab } from '../lab/lab.ts';
import { Observations, type Measurement } from '../measurement.ts';
import { costsOf } from '../peers/costs-of.ts';
import { peerContenders, system, type Contender } from '../peers/contenders.ts';
import { killHalfWay } from '../peers/kill.ts';
import { race } from '../peers/race.ts';
import { readPriceTable } from '../prices/prices.ts';
import { pivot, renderTable } from '../report/table.ts';
import { median } from '../statistics.ts';
import type { Plan, Section } from './section.ts';

const contenders = [system, ...peerContenders];
const metricsOfKills = new Set(['open when killed', 'never done', 'extra write units', 'found again after']);

/** The system beside four other designs, over the same members. */
export const peers: Section = {
  title: 'Peers: the same members, database, runner and concurrency',

  async measure(lab, plan) {
    const observations = new Observations('peers');
    const cleanUnits = await raceAll(lab, plan, observations);
    await killAll(lab, plan, cleanUnits, observations);
    return observations.medians();
  },

  describe(measurements) {
    const { heldOn, region } = readPriceTable();
    const columns = (wanted: boolean): Measurement[] =>
      measurements.filter(({ metric }) => metricsOfKills.has(metric) === wanted);
    const show = (shown: readonly Measurement[], title: string): string =>
      pivot(shown, { title, row: ({ of }) => String(of['peer']), column: ({ metric }) => metric });
    const finds = renderTable(
      ['what finds the remaining members, and knows when none remain', ''],
      contenders.map(({ name, finds: how }) => [name, how]),
    );
    return `${show(columns(false), 'per member, until the last row')}

Prices of ${heldOn}, ${region}, from test/bench/prices/price-table.json; fair queues' surcharge on all of the system's
requests; each instance billed from its start to the last write, as timed here. The system's figures include the
verification of every member; the peers verify nothing. Each function has two instances, and the loop has one.

${show(columns(true), 'killed half way')}

SIGKILL ends the process with all its functions at half of the writes. The database and the queues keep running, and
deliver again what the process had received. "Extra" is per member, compared with a clean run. "Found again after" is
the visibility timeout of the template, in seconds; this run uses the same timeout for all. If the process dies after
it recorded a change and before it sent the first message, the peers lose all members: nothing of theirs resumes it.

${finds}`;
  },
};

/** Races all, each run in another order, and returns the write units of each one's writers. */
async function raceAll(lab: Lab, plan: Plan, observations: Observations): Promise<Map<Contender, number>> {
  const table = readPriceTable();
  const units = new Map(contenders.map((contender): [Contender, number[]] => [contender, []]));
  const stack = await lab.startStack();
  try {
    const callers = new Callers(lab.issuer, stack);
    const warmUp = await sharedGroup(lab, callers, plan.warmUpMembers);
    const group = await sharedGroup(lab, callers, plan.peerMembers);
    for (let run = 0; run < plan.runs; run++) {
      for (const contender of rotated(contenders, run)) {
        // Each time: idle instances end after ten seconds.
        await race(lab, stack, contender, warmUp);
        const raced = await race(lab, stack, contender, group);
        units.get(contender)?.push(total(matching(raced.figures.writeUnits, contender.writers)));
        for (const { metric, unit, value } of costsOf(lab, table, contender, raced, plan.peerMembers)) {
          observations.add(metric, unit, { peer: contender.name, members: plan.peerMembers }, value);
        }
      }
    }
  } finally {
    await stack.stop();
  }
  return new Map([...units].map(([contender, of]) => [contender, median(of)]));
}

/** Kills all concurrently, each with a group, a process and queues of its own. */
async function killAll(
  lab: Lab,
  { peerMembers }: Plan,
  cleanUnits: ReadonlyMap<Contender, number>,
  observations: Observations,
): Promise<void> {
  const stack = await lab.startStack();
  const groups = await makeGroups(
    new Callers(lab.issuer, stack),
    contenders.map(() => peerMembers),
  ).finally(() => stack.stop());
  const clean = contenders.map((contender) => cleanUnits.get(contender) ?? 0);
  const found = await Promise.all(
    groups.map((group, index) => killHalfWay(lab, contenderAt(index), group, clean[index] ?? 0)),
  );
  for (const [index, { openAtDeath, left, writerUnits, hiddenSeconds }] of found.entries()) {
    const of = { peer: contenderAt(index).name, members: peerMembers };
    observations.add('open when killed', 'members', of, openAtDeath);
    observations.add('never done', 'members', of, left);
    const extra = (writerUnits - (clean[index] ?? 0)) / peerMembers;
    observations.add('extra write units', 'units per member', of, extra);
    observations.add('found again after', 's', of, hiddenSeconds);
  }
}

function contenderAt(index: number): Contender {
  const contender = contenders[index];
  if (contender === undefined) throw new Error(`There is no contender ${index}.`);
  return contender;
}
