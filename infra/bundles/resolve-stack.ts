import { SourceMap, type SourceMapPayload } from 'node:module';

export interface MappedCode {
  readonly code: string;
  readonly map: Pick<SourceMapPayload, 'version' | 'sources' | 'names' | 'mappings'>;
}

/** V8's stack frame: `at NAME (FILE:LINE:COLUMN)`, or `at FILE:LINE:COLUMN`. */
const frame =
  /\bat ((?:async |new )*)(?:([\w$]+)([^\s()]*) (?:\[as [^\]]+\] )?\()?[^\s()"]*index\.mjs:(\d+):(\d+)\)?/g;

/** Replaces names and positions by those of the source, in every stack frame. Frames without a source stay. */
export function resolveStack(text: string, { code, map }: MappedCode): string {
  const sourceMap = new SourceMap({ ...map, file: '', sourceRoot: '', sourcesContent: [] });
  const lines = code.split('\n');
  return text.replaceAll(
    frame,
    (
      whole,
      kind: string,
      name: string | undefined,
      rest: string | undefined,
      line: string,
      column: string,
    ) => {
      const at = { line: Number(line) - 1, column: Number(column) - 1 };
      const entry = sourceMap.findEntry(at.line, at.column);
      if (!('originalSource' in entry)) return whole;
      const place = `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
      if (name === undefined) return `at ${kind}${place}`;
      return `at ${kind}${originalName(name, at, lines, sourceMap)}${rest ?? ''} (${place})`;
    },
  );
}

/** The map has the source's name at the identifier's last mention before the position. */
function originalName(
  name: string,
  { line, column }: { readonly line: number; readonly column: number },
  lines: readonly string[],
  sourceMap: SourceMap,
): string {
  const mention = new RegExp(String.raw`(?<![\w$.])${name.replaceAll('$', String.raw`\$`)}(?![\w$])`, 'g');
  for (let index = line; index >= 0; index -= 1) {
    const before = (lines[index] ?? '').slice(0, index === line ? column : undefined);
    for (const match of [...before.matchAll(mention)].toReversed()) {
      const entry = sourceMap.findEntry(index, match.index);
      const isMapped = 'generatedLine' in entry && entry.generatedLine === index;
      if (!isMapped || entry.generatedColumn !== match.index) continue;
      if ('name' in entry && typeof entry.name === 'string') return entry.name;
    }
  }
  return name;
}
