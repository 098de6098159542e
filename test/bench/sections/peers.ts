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

/** The system beside four other ways to do the same, over the same members. */
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
      ['who finds what is left, and knows that nothing is', ''],
      contenders.map(({ name, finds: how }) => [name, how]),
    );
    return `${show(columns(false), 'per member, until the last row')}

Prices of ${heldOn}, ${region}, from test/bench/prices/price-table.json; fair queues' surcharge on all of the system's
requests; each instance billed from start to last write as timed here. The system's figures hold its verification of every
member as well; the peers verify nothing. The runner's two instances a function are everybody's, the loop has one.

${show(columns(true), 'killed half way')}

Killed: the process with all its functions, by SIGKILL at half of the writes; database and queues live on and hand out again
what it had received. "Extra" is per member beyond a clean run, true to what was under way. "Found again after" is for how many
seconds the queues hide what the dead process held, by their template; here all hide for the same time. A message that is
never sent, because the process dies between recording a change and sending it, loses the peers all members: nothing of
theirs looks.

${finds}`;
  },
};

/** Races everybody, each run in another order, and gives the write units that each one's writers need. */
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
        // Each time: instances that have had nothing to do for ten seconds are gone.
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

/** Kills them all, each with a group, a process and queues of its own, at the same time. */
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
