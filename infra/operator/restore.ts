/** `npm run restore`: restores the table beside the old one, or raises the revisions in a restored table again. */
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { copyTable } from '../../shared/aws/copy-table.ts';
import { dynamoDbScan } from '../../shared/aws/dynamodb-scan.ts';
import { dynamoDbTable } from '../../shared/aws/dynamodb-table.ts';
import { readOptions, runCommand } from '../command-line.ts';
import { raiseRevisions } from './raise-revisions.ts';

const usage = `usage: restore --to TABLE [--from TABLE [--time 2026-01-31T12:00:00Z]] [--by NUMBER]
  Without --from, TABLE is there already, and only its revisions are raised.
  --by: more than any group's changes since that time. Default 1000000.`;

const Command = z.object({
  to: z.string('--to needs the name of the restored table').min(3),
  from: z.string().min(3).optional(),
  time: z.iso
    .datetime('--time needs a time like 2026-01-31T12:00:00Z')
    .transform((time) => new Date(time))
    .optional(),
  by: z.coerce.number('--by needs a number').int().positive().default(1_000_000),
});

const report = (line: string): void => console.log(line);

await runCommand(usage, async (words) => {
  const text = { type: 'string' } as const;
  const options = { to: text, from: text, time: text, by: text };
  const { to, from, time, by } = readOptions({ usage, options, schema: Command }, words);
  if (from !== undefined) await copyTable({ from, to, time, pause: () => pause(15_000), report });
  const raised = await raiseRevisions({ ...dynamoDbTable(to), ...dynamoDbScan(to) }, by);
  report(`Raised ${raised.groups} groups and ${raised.services} services by ${by}.`);
  if (raised.changedMeanwhile > 0) report(`${raised.changedMeanwhile} rows changed meanwhile.`);
  const waiting = raised.stillPropagating;
  if (waiting.length > 0) {
    report(`Changes propagate on ${waiting.length} groups: ${waiting.slice(0, 20).join(' ')}`);
    report('Run this command again without --from once they have ended.');
  }
});
