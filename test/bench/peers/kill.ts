import { setTimeout as pause } from 'node:timers/promises';
import { startQueues } from '../../../infra/local/sqs/queue-server.ts';
import { total } from '../../../infra/local/lib/meter.ts';
import type { QueueDescription } from '../../../infra/local/sqs/queue-description.ts';
import type { BenchGroup } from '../lab/groups.ts';
import { KillableProcess, type KillableOptions } from '../lab/killable-process.ts';
import { matching } from '../lab/counts.ts';
import type { Lab } from '../lab/lab.ts';
import { Queues } from '../lab/queues.ts';
import type { Contender } from './contenders.ts';
import { setOff } from './race.ts';

/** Seconds. Longer than a receive of the dead process can still wait at the queues' server and swallow a message. */
const sameSeconds = 25;
/** The default of SQS. */
const defaultHiddenSeconds = 30;
/** Seconds after the restart, with several failed receives. */
const longestSeconds = 120;
/** Work of a contender after its last member. */
const settleMilliseconds = 8_000;

/** The state after a kill. */
export interface Killed {
  /** Members without the change when the process died. */
  readonly openAtDeath: number;
  /** Members without it at the end. */
  readonly left: number;
  /** Seconds for which the queues would have hidden the dead process's messages; 0 if it held none. */
  readonly hiddenSeconds: number;
  /** Write units of the functions that write to members, before and after the kill. */
  readonly writerUnits: number;
}

/**
 * Kills a contender's process halfway through its writes (`kill -9`), restarts it over the same database and queues,
 * and lets the queues return its messages as on AWS, after the same time for all. Throws if the clean run wrote too
 * little to be killed halfway, or if no member was left.
 */
export async function killHalfWay(
  lab: Lab,
  contender: Contender,
  group: BenchGroup,
  cleanUnitsOfWriters: number,
): Promise<Killed> {
  const killAtUnits = Math.floor(cleanUnitsOfWriters / 2);
  if (killAtUnits < 1) throw new Error(`${contender.name} wrote too little to be killed half way.`);
  const server = await startQueues(undefined);
  const queues = new Queues(server.upstream);
  const options: KillableOptions = {
    assembly: lab.assembly,
    databaseEndpoint: lab.database.upstream.url.href,
    queueEndpoint: server.upstream.url.href,
    writers: contender.writers,
    killAtUnits,
  };
  let second: KillableProcess | undefined;
  try {
    const first = await KillableProcess.start(options);
    await hideAlike(lab, queues);
    const { expected } = await setOff(lab, { url: first.url, queues }, contender, group);
    const before = await first.killed;
    await first.stop();
    const hidden = await hiddenFor(lab, queues);
    const openAtDeath = (await lab.rows.notYet(group.members, expected)).length;
    if (openAtDeath === 0) throw new Error(`${contender.name} had no members left when it was killed.`);
    // A stack finds its queues as in the template.
    await restore(lab, queues);
    second = await KillableProcess.start({ ...options, killAtUnits: 0 });
    await hideAlike(lab, queues);
    const deadline = Date.now() + longestSeconds * 1_000;
    let left = openAtDeath;
    while (left > 0 && Date.now() < deadline) {
      await pause(500);
      left = (await lab.rows.notYet(group.members, expected)).length;
    }
    await pause(settleMilliseconds);
    const after = await second.figures();
    await lab.rows.adopt(group.groupId, expected);
    const writerUnits = [before, after].map(({ writeUnits }) =>
      total(matching(writeUnits, contender.writers)),
    );
    return {
      hiddenSeconds: hidden,
      openAtDeath,
      left,
      writerUnits: writerUnits.reduce((sum, units) => sum + units, 0),
    };
  } finally {
    await second?.stop();
    await server.stop();
  }
}

async function hideAlike({ model }: Lab, queues: Queues): Promise<void> {
  for (const { name } of model.queues) await queues.hideFor(name, sameSeconds);
}

async function restore({ model }: Lab, queues: Queues): Promise<void> {
  for (const queue of model.queues) await queues.hideFor(queue.name, hiddenByTemplate(queue));
}

/** The longest visibility timeout of a message that the dead process held, as in the template. */
async function hiddenFor({ model }: Lab, queues: Queues): Promise<number> {
  let longest = 0;
  for (const queue of model.queues) {
    if ((await queues.countHeld(queue.name)) > 0) longest = Math.max(longest, hiddenByTemplate(queue));
  }
  return longest;
}

const hiddenByTemplate = ({ attributes }: QueueDescription): number =>
  Number(attributes['VisibilityTimeout'] ?? defaultHiddenSeconds);
