import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A change of one source text, made while it is loaded and never on disk. */
export interface SourceChange {
  /** The end of the file's path. */
  readonly file: string;
  /** What is replaced; it must be there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** Loads the files with these changes from now on. Throws, when a file is loaded, unless its change fits exactly once. */
export function changeSources(changes: readonly SourceChange[]): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const path = url.startsWith('file:') ? fileURLToPath(url).replaceAll('\\', '/') : '';
      const fitting = changes.filter(({ file }) => path.endsWith(`/${file}`));
      if (fitting.length === 0) return loaded;
      const { source } = loaded;
      const text = typeof source === 'string' ? source : new TextDecoder().decode(source ?? undefined);
      return { ...loaded, source: fitting.reduce(changed, text) };
    },
  });
}

/** @throws Error unless what is to be replaced is there exactly once */
function changed(text: string, { file, find, replace }: SourceChange): string {
  const count = text.split(find).length - 1;
  if (count !== 1) throw new Error(`${file} has what is to be changed ${count} times: ${find}`);
  return text.replace(find, () => replace);
}
