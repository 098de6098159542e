/** `npm run expire-ended`: what ended before `retentionDays` was set expires too. Without `--apply` it only counts. */
import * as z from 'zod';
import { everyRow } from '../../shared/aws/dynamodb-rows.ts';
import { dynamoDbTable } from '../../shared/aws/dynamodb-table.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readOptions, runCommand } from '../command-line.ts';
import { expireEnded } from './expiry.ts';

const usage = `usage: expire-ended --table TABLE --days DAYS [--apply]
  Gives the rows of ended changes and reassignments the time to live that
  the setting retentionDays gives them now. Without --apply, it counts them.`;

const Command = z.object({
  table: z.string('--table needs the name of the table').min(3),
  days: z.coerce.number<string>('--days needs a number').int().min(30).max(3_650),
  apply: z.boolean().default(false),
});

await runCommand(usage, async (words) => {
  const text = { type: 'string' } as const;
  const options = { table: text, days: text, apply: { type: 'boolean' } } as const;
  const { table, days, apply } = readOptions({ usage, options, schema: Command }, words);
  const { given, changedMeanwhile } = await expireEnded(dynamoDbTable(table), () => everyRow(table), {
    days,
    clock: systemClock,
    isDryRun: !apply,
  });
  if (!apply) console.log(`Would have ${given} rows expire. Run it with --apply.`);
  else console.log(`${given} rows expire now.`);
  if (changedMeanwhile > 0) {
    console.log(`${changedMeanwhile} rows changed meanwhile. Run it again.`);
    process.exitCode = 1;
  }
});
