/** `npm run bench`: measures the system on this machine and holds it to its limits. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { onEnd } from '../../infra/laptop/end-of-process.ts';
import { runCommand } from '../../infra/command-line.ts';
import { readBenchCommand, usage, type BenchCommand, type SectionName } from './command.ts';
import { Lab } from './lab/lab.ts';
import { exceeded, unchecked, withLimits } from './limits.ts';
import { jsonLine } from './measurement.ts';
import { bill } from './sections/bill.ts';
import { ceiling } from './sections/ceiling.ts';
import { costs } from './sections/costs.ts';
import { fairness } from './sections/fairness.ts';
import { membersPerMessage } from './sections/members-per-message.ts';
import { operatorLists } from './sections/operator-lists.ts';
import { peers } from './sections/peers.ts';
import { processorTime } from './sections/processor-time.ts';
import { reassignment } from './sections/reassignment.ts';
import { requests } from './sections/requests.ts';
import { planOf, type Section } from './sections/section.ts';
import { startUp } from './sections/start-up.ts';

const sections: Readonly<Record<SectionName, Section>> = {
  costs,
  bill,
  requests,
  'start-up': startUp,
  ceiling,
  'processor-time': processorTime,
  peers,
  'members-per-message': membersPerMessage,
  fairness,
  reassignment,
  'operator-lists': operatorLists,
};

/** A machine at work makes times long and shares small; counts stay what they are. */
function warnIfBusy(): void {
  const [load = 0] = loadavg();
  if (load < availableParallelism() / 2) return;
  console.log(
    `This machine is busy (load ${load.toFixed(1)} at the start). Do not rely on times, rates and shares.`,
  );
}

/** Runs the sections that the command names. Returns the figures beyond their limits. */
async function run(command: BenchCommand): Promise<string[]> {
  const plan = planOf(command);
  if (command.out !== undefined) writeFileSync(command.out, '');
  const lab = await Lab.open();
  onEnd(
    () => void lab.close().finally(() => process.exit(1)),
    () => process.exit(1),
  );
  const beyond: string[] = [];
  try {
    for (const name of command.sections) {
      const section = sections[name];
      const started = performance.now();
      const measurements = withLimits(await section.measure(lab, plan));
      const seconds = ((performance.now() - started) / 1_000).toFixed(0);
      console.log(`\n${section.title} (${seconds} s)\n\n${section.describe(measurements)}`);
      if (command.out !== undefined) {
        appendFileSync(command.out, measurements.map((one) => `${jsonLine(one)}\n`).join(''));
      }
      beyond.push(...exceeded(measurements));
      const left = unchecked(name, measurements);
      // A quick run measures other sizes than the limits are for.
      if (command.quick) for (const limit of left) console.log(`Not checked: ${limit}`);
      else beyond.push(...left.map((limit) => `${limit}: not measured`));
    }
  } finally {
    await lab.close();
  }
  return beyond;
}

await runCommand(usage, async (words) => {
  const command = readBenchCommand(words);
  console.log(
    `Medians of ${command.runs} run${command.runs === 1 ? '' : 's'}; ! marks a figure beyond its limit.`,
  );
  warnIfBusy();
  const beyond = await run(command);
  console.log(`\n${(performance.now() / 1_000).toFixed(0)} s in all.`);
  console.log(beyond.length === 0 ? 'Everything checked is within its limit.' : 'BEYOND THEIR LIMITS:');
  for (const name of beyond) console.log(`  ${name}`);
  process.exitCode = beyond.length === 0 ? 0 : 1;
});
