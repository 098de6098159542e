import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const contract = /[\\/]shared[\\/](?:domain|http[\\/]contract)[\\/][\w-]+\.ts$/;
const call = '.meta(';
/** A text, which may have parentheses, or a parenthesis. */
const token = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|[()]/gs;

/**
 * Leaves out what the contract's schemas say of themselves, `.meta(…)`: only the OpenAPI document reads it. In every
 * bundle it would take 10 KB, and each call makes a copy of its schema when the function starts.
 */
export const withoutDescriptions: Plugin = {
  name: 'without-descriptions',
  setup(build) {
    build.onLoad({ filter: contract }, async ({ path }) => ({
      contents: withoutMeta(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** The source without the calls. Its lines stay where they are, for the source map. */
export function withoutMeta(source: string): string {
  let kept = '';
  let at = 0;
  for (let start = source.indexOf(call); start !== -1; start = source.indexOf(call, at)) {
    kept += source.slice(at, start);
    at = endOfCall(source, start);
    kept += source.slice(start, at).replaceAll(/[^\n]/g, '');
  }
  return kept + source.slice(at);
}

function endOfCall(source: string, start: number): number {
  let depth = 0;
  token.lastIndex = start;
  for (let found = token.exec(source); found !== null; found = token.exec(source)) {
    depth += found[0] === '(' ? 1 : found[0] === ')' ? -1 : 0;
    if (depth === 0) return token.lastIndex;
  }
  throw new Error('A call of meta has no end.');
}
