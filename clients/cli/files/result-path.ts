import { join, parse } from 'node:path';

/** The file beside `path` for the results of its rows: `services.csv` has `services.results.csv`. */
export function resultPathOf(path: string, { isDryRun }: { readonly isDryRun: boolean }): string {
  const { dir, name } = parse(path);
  return join(dir, `${name}.${isDryRun ? 'dry-run' : 'results'}.csv`);
}
