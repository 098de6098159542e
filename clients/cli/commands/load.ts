import * as z from 'zod';
import { command } from '../command.ts';
import { UsageError } from '../errors/errors.ts';
import { exitCodes } from '../errors/exit-code.ts';
import { load as loadFiles, type LoadedFile } from '../load/load.ts';
import { tableOf } from '../output/table.ts';
import { describeRefused, FileProgress, throughFile, width, WidthInput } from './files.ts';
import { CountryInput } from './inputs.ts';
import { dryRun, DryRunInput, json, option, OutputInput } from './options.ts';

const Path = z.string().min(1).optional();

export const load = command({
  words: 'load',
  summary: 'An operator: loads accounts, groups and services from CSV files',
  details:
    'In this order, whichever files are given. A file may be as a spreadsheet saves it: UTF-8, UTF-16 ' +
    'or Windows-1252, ' +
    'with commas, semicolons or tabs, its titles in French or English. What became of each row stands beside it, in ' +
    'NAME.results.csv. It can be repeated: what is there already stays as it is. After a crash, the ' +
    'same command goes on.',
  options: [
    option('--accounts <file>', 'nic, voipValidated, balanceCents, status, name, email, language'),
    option('--groups <file>', 'groupId, description, administration, technical, billing'),
    option('--services <file>', 'groupId, serviceId, kind'),
    option('--country <code>', 'where numbers like 09 72 10 12 34 are dialled, like FR'),
    width,
    dryRun,
    json,
  ],
  input: z.object({
    accounts: Path,
    groups: Path,
    services: Path,
    country: CountryInput.optional(),
    ...WidthInput,
    ...DryRunInput,
    ...OutputInput,
  }),
  examples: [
    'contacts load --accounts a.csv --groups g.csv --services s.csv --dry-run',
    'contacts load --services s.csv --country FR',
  ],
  run: async ({ accounts, groups, services, dryRun: isDryRun, json: isJson, ...input }, context) => {
    const { client, output, io } = context;
    if (accounts === undefined && groups === undefined && services === undefined)
      throw new UsageError('Load what? Name --accounts, --groups or --services.');
    const progress = new FileProgress(context);
    const loaded = await throughFile(progress, context, () =>
      loadFiles({
        client,
        paths: { accounts, groups, services },
        isDryRun,
        signal: io.signal,
        reporter: {
          start: (thing, path, table) => progress.start(thing, path, table),
          advance: () => progress.advance(),
        },
        ...input,
      }),
    );
    if (isJson) await output.document(loaded);
    else await output.lines(...describe(loaded, isDryRun));
    for (const { firstRefused, refused, resultPath } of loaded) {
      for (const line of describeRefused(firstRefused, refused, resultPath)) output.remark(line);
    }
    return loaded.some(({ refused }) => refused > 0) ? exitCodes.failed : exitCodes.ok;
  },
});

const count = (title: 'new' | 'changed' | 'same' | 'refused') => ({
  title,
  value: (file: LoadedFile) => file[title],
  isNumber: true as const,
});
const columns = [
  { title: 'file', value: ({ thing }: LoadedFile) => thing },
  count('new'),
  count('changed'),
  count('same'),
  count('refused'),
  { title: 'row by row', value: ({ resultPath }: LoadedFile) => resultPath },
];

function describe(loaded: readonly LoadedFile[], isDryRun: boolean): string[] {
  const { header, rows } = tableOf(loaded, columns, undefined);
  return [...(isDryRun ? ['Nothing was written. It would be:'] : []), header, ...rows];
}
