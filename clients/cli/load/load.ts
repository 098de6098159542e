import type { Client } from '../../lib/api/client.ts';
import type { CountryCode } from '../../lib/values/service-id.ts';
import { openTable, type OpenedTable } from '../files/open-table.ts';
import { resultPathOf } from '../files/result-path.ts';
import { accountTable, groupTable, serviceTable } from '../files/tables.ts';
import { accountLoading } from './load-accounts.ts';
import { groupLoading } from './load-groups.ts';
import { serviceLoading } from './load-services.ts';
import { loadTable, type Loading, type Tally } from './load-table.ts';
import { newRehearsal } from './rehearsal.ts';

/** What a load reads, in the order in which it loads it: groups need accounts, and services need groups. */
export const loadedThings = ['accounts', 'groups', 'services'] as const;
export type LoadedThing = (typeof loadedThings)[number];

export interface LoadOptions {
  readonly client: Client;
  readonly paths: { readonly [Thing in LoadedThing]?: string | undefined };
  /** Where national numbers are dialled. */
  readonly country?: CountryCode | undefined;
  readonly isDryRun: boolean;
  /** The most requests in flight. */
  readonly width: number;
  readonly signal: AbortSignal;
  readonly reporter: LoadReporter;
}

/** Is told how far a load is. */
export interface LoadReporter {
  /** A file begins, whose form is right. */
  readonly start: (thing: LoadedThing, path: string, table: Omit<OpenedTable<unknown>, 'rows'>) => void;
  /** More rows have a result. */
  readonly advance: (rows: number) => void;
}

export interface LoadedFile extends Tally {
  readonly thing: LoadedThing;
  readonly path: string;
  /** Where the results of its rows are. */
  readonly resultPath: string;
}

/**
 * Loads accounts, groups and services from files, in this order. Every file's form is checked before anything is sent.
 *
 * @throws UnreadableFile if a file cannot be read as a whole; what the API's client throws if no row would fare better
 */
export async function load(options: LoadOptions): Promise<LoadedFile[]> {
  const { client, paths, country, isDryRun, width, signal, reporter } = options;
  const rehearsal = isDryRun ? newRehearsal() : undefined;

  const prepared = async <Values>(
    thing: LoadedThing,
    open: (path: string) => Promise<OpenedTable<Values>>,
    loading: Loading<Values>,
  ): Promise<(() => Promise<LoadedFile>)[]> => {
    const path = paths[thing];
    if (path === undefined) return [];
    const table = await open(path);
    const resultPath = resultPathOf(path, { isDryRun });
    const run = async (): Promise<LoadedFile> => {
      reporter.start(thing, path, table);
      const tally = await loadTable({
        table,
        loading,
        resultPath,
        width,
        signal,
        onProgress: reporter.advance,
      });
      return { thing, path, resultPath, ...tally };
    };
    return [run];
  };
  const runs = [
    ...(await prepared(
      'accounts',
      (path) => openTable(path, accountTable),
      accountLoading(client, rehearsal),
    )),
    ...(await prepared('groups', (path) => openTable(path, groupTable), groupLoading(client, rehearsal))),
    ...(await prepared(
      'services',
      (path) => openTable(path, serviceTable(country)),
      serviceLoading(client, rehearsal),
    )),
  ];
  const loaded: LoadedFile[] = [];
  for (const run of runs) loaded.push(await run());
  return loaded;
}
