/** `npm run erase-nic`: erases a nic from ended changes and reassignments. Without `--apply` it only counts. */
import * as z from 'zod';
import { everyRow } from '../../shared/aws/dynamodb-rows.ts';
import { dynamoDbTable } from '../../shared/aws/dynamodb-table.ts';
import { erasedNic, Nic } from '../../shared/domain/identifiers.ts';
import { readOptions, runCommand } from '../command-line.ts';
import { eraseNic } from './erasure.ts';

const usage = `usage: erase-nic --table TABLE --nic NIC [--apply]
  Without --apply, says how many rows it would write, and what forbids it.`;

const Command = z.object({
  table: z.string('--table needs the name of the table').min(3),
  nic: Nic.refine((nic) => nic !== erasedNic, 'is the placeholder itself'),
  apply: z.boolean().default(false),
});

const report = (line: string): void => console.log(line);
const shownObstacles = 20;

await runCommand(usage, async (words) => {
  const text = { type: 'string' } as const;
  const options = { table: text, nic: text, apply: { type: 'boolean' } } as const;
  const { table, nic, apply } = readOptions({ usage, options, schema: Command }, words);
  const { rewritten, deleted, changedMeanwhile, obstacles } = await eraseNic(
    dynamoDbTable(table),
    () => everyRow(table),
    nic,
    !apply,
  );
  if (obstacles.length > 0) {
    console.error(`${nic} is still in use in ${obstacles.length} places. Nothing was written.`);
    for (const obstacle of obstacles.slice(0, shownObstacles)) console.error(`- ${obstacle}`);
    process.exitCode = 1;
  } else if (!apply) {
    report(`Would rewrite ${rewritten} rows and delete ${deleted}. Run it with --apply.`);
  } else {
    report(`Rewrote ${rewritten} rows and deleted ${deleted}.`);
    if (changedMeanwhile > 0) {
      report(`${changedMeanwhile} rows changed meanwhile. Run it again.`);
      process.exitCode = 1;
    }
  }
});
