import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Metafile = z.object({
  outputs: z.record(
    z.string(),
    z.object({
      bytes: z.int(),
      inputs: z.record(z.string(), z.object({ bytesInOutput: z.int() })),
    }),
  ),
});

/** Bytes of the minified output by package, this project's own as `own`. */
export interface Bundle {
  readonly name: string;
  readonly bytes: number;
  readonly byPackage: ReadonlyMap<string, number>;
}

/** Reads the metafile that esbuild wrote beside an assembly's bundles. */
export function readBundles(assembly: string): Bundle[] {
  const text = readFileSync(join(assembly, 'bundles', 'metafile.json'), 'utf8');
  return Object.entries(Metafile.parse(JSON.parse(text)).outputs).map(([output, { bytes, inputs }]) => {
    const byPackage = new Map<string, number>();
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const name = packageOf(input);
      byPackage.set(name, (byPackage.get(name) ?? 0) + bytesInOutput);
    }
    const name = /([^/]+\/[^/]+)\/index\.mjs$/.exec(output)?.[1] ?? output;
    return { name, bytes, byPackage };
  });
}

/** The innermost package of an input. */
const packageOf = (input: string): string => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? 'own';
