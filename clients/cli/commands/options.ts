import { Option } from 'commander';
import * as z from 'zod';
import type { ListForm } from '../output/output.ts';

const option = (flags: string, description: string): Option => new Option(flags, description);

/** Options that several commands have, and what they are read by. */
export const json = option('--json', 'prints JSON');
export const jsonLines = option('--json', 'prints JSON, an item a line');
export const csv = option('--csv', 'prints CSV, for a spreadsheet');
export const dryRun = option('--dry-run', 'checks everything, and changes nothing');
export const wait = option('--wait', 'waits for the end; the exit code tells how it went');
export const country = option(
  '--country <code>',
  'the number is written as it is dialled in this country, like FR',
);
export const reason = option('--reason <text>', 'why, for the others');

export const OutputInput = { json: z.boolean().default(false) };
export const ListInput = { ...OutputInput, csv: z.boolean().default(false) };
export const DryRunInput = { dryRun: z.boolean().default(false) };
export const WaitInput = { wait: z.boolean().default(false) };
export const ReasonInput = { reason: z.string().min(1).optional() };

/** How a list is to be written. */
export const formOf = ({ json: isJson, csv: isCsv = false }: { json: boolean; csv?: boolean }): ListForm =>
  isJson ? 'json' : isCsv ? 'csv' : 'table';

export { option };
