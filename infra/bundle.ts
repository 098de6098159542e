import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildBundles, type Bundles } from './bundles/build-bundles.ts';
import type { Bundle } from './bundles/bundle-cache.ts';
import { eventSchemas } from './event-schemas.ts';
import { openApiDocument, type DocumentSettings } from './openapi.ts';

/** The code of a function, by its folder below `functions/`. */
export type CodeOf = (folder: string) => Code;

/**
 * Makes an asset of every bundle. Writes into the assembly:
 * - `bundles/<folder>/`: the asset; for `get-openapi` also the OpenAPI document, for `get-event-schemas` the schemas;
 * - `bundles/metafile.json`: the inputs of each bundle, in esbuild's form;
 * - `source-maps/<folder>.mjs.map`: the source map of each bundle, which is not deployed.
 * @param assembly the folder of the assembly
 * @param settings what the OpenAPI document says of the deployment
 */
export async function writeAssets(
  assembly: string,
  bundles: Bundles,
  settings: DocumentSettings,
): Promise<CodeOf> {
  const folder = join(assembly, 'bundles');
  rmSync(folder, { recursive: true, force: true });
  const outputs: [string, unknown][] = [];
  await buildBundles(bundles, (name, bundle) => {
    const file = join(folder, name, 'index.mjs');
    const mapFile = join(assembly, 'source-maps', `${name}.mjs.map`);
    writeLinked(bundle, { file, mapFile, assembly, root: bundles.root });
    const inputs = Object.entries(bundle.bytesOf).map(([path, bytesInOutput]) => [path, { bytesInOutput }]);
    outputs.push([relative(bundles.root, file), { bytes: bundle.bytes, inputs: Object.fromEntries(inputs) }]);
  });
  writeFileSync(join(folder, 'metafile.json'), JSON.stringify({ outputs: Object.fromEntries(outputs) }));
  writeFileSync(join(folder, 'api/get-openapi/openapi.json'), JSON.stringify(openApiDocument(settings)));
  writeFileSync(join(folder, 'api/get-event-schemas/events.json'), JSON.stringify(eventSchemas()));
  return (name) => Code.fromAsset(join(folder, name));
}

interface Places {
  readonly file: string;
  readonly mapFile: string;
  readonly assembly: string;
  readonly root: string;
}

/**
 * Writes a bundle and its map. The bundle's link to the map is relative to `asset.<hash>/`, where CDK copies the
 * folder.
 */
function writeLinked({ code, map }: Bundle, { file, mapFile, assembly, root }: Places): void {
  mkdirSync(dirname(file), { recursive: true });
  mkdirSync(dirname(mapFile), { recursive: true });
  writeFileSync(file, `${code}//# sourceMappingURL=../${pathBetween(assembly, mapFile)}\n`);
  const sourceRoot = `${pathBetween(dirname(mapFile), root)}/`;
  writeFileSync(mapFile, JSON.stringify({ ...map, sourceRoot }));
}

const pathBetween = (from: string, to: string): string => relative(from, to).replaceAll('\\', '/');
