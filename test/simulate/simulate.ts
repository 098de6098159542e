/**
 * `npm run simulate`: how long changes take on AWS, computed. The workers run in virtual time under the model in
 * `aws/aws-model.ts`. `--measure` prints this machine's processor times beside those of `aws/processor-time.ts`.
 */
import { renderTable } from '../bench/report/table.ts';
import { processorTime } from './aws/processor-time.ts';
import { runCommand } from '../../infra/command-line.ts';
import { readSimulateCommand, usage, type SimulateCommand } from './command.ts';
import { legend, report, type Row } from './report.ts';
import { simulateManyGroups } from './scenarios/many-groups.ts';
import { simulateOneGroup } from './scenarios/one-group.ts';

await runCommand(usage, async (words) => {
  const command = readSimulateCommand(words);
  console.log(command.measure ? await measured() : await simulated(command));
});
// A handler that ran out of virtual time never clears the timer of its deadline.
process.exit();

async function simulated({ members, groups, settings }: SimulateCommand): Promise<string> {
  const rows: Row[] = [];
  for (const each of settings) {
    for (const count of members)
      rows.push({
        settings: each,
        figures: await timed(`${count} members`, () => simulateOneGroup(count, each)),
      });
    for (const count of groups)
      rows.push({
        groups: count,
        settings: each,
        figures: await timed(`${count} groups`, () => simulateManyGroups(count, each)),
      });
  }
  return `${report(rows)}\n\n${legend}`;
}

async function timed<T>(what: string, simulate: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await simulate();
  console.error(`${what}: simulated in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  return result;
}

async function measured(): Promise<string> {
  // Only here: a simulation needs no client.
  const { measureProcessorTime } = await import('./measure/measure.ts');
  const found = new Map(Object.entries(await measureProcessorTime()));
  const rows = Object.entries(processorTime).map(([name, stated]) => [
    name,
    stated.toFixed(3),
    (found.get(name) ?? 0).toFixed(3),
  ]);
  return renderTable(['processor milliseconds', 'stated', 'measured'], rows);
}
