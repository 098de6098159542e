import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { Refusal } from '../lib/refusal.ts';
import { templateFile, type TemplateFile } from './template-file.ts';

const manifestFile = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      dependencies: z.array(z.string()).default([]),
      properties: z
        .looseObject({ templateFile: z.string().optional(), stackName: z.string().optional() })
        .optional(),
    }),
  ),
});

const assetsFile = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string(), packaging: z.string() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/** A stack of the assembly: its name, its template, and the folder of each asset by S3 key. */
export interface StackFiles {
  readonly name: string;
  readonly template: TemplateFile;
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads the stacks of an assembly, in the order of their dependencies. */
export function readAssembly(directory: string): StackFiles[] {
  const { artifacts } = parse(manifestFile, join(directory, 'manifest.json'));
  const inOrder: StackFiles[] = [];
  const visited = new Set<string>();
  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (artifact === undefined || visited.has(id)) return;
    visited.add(id);
    for (const dependency of artifact.dependencies) visit(dependency);
    if (artifact.type !== 'aws:cloudformation:stack') return;
    const file = artifact.properties?.templateFile;
    if (file === undefined) throw new Refusal(`stack ${id} of the assembly names no template`);
    inOrder.push({
      name: artifact.properties?.stackName ?? id,
      template: parse(templateFile, join(directory, file)),
      assets: artifact.dependencies.includes(`${id}.assets`) ? readAssets(directory, id) : new Map(),
    });
  };
  for (const id of Object.keys(artifacts)) visit(id);
  if (inOrder.length === 0) throw new Refusal(`the assembly in ${directory} holds no stack`);
  return inOrder;
}

function readAssets(directory: string, stack: string): Map<string, string> {
  const { files } = parse(assetsFile, join(directory, `${stack}.assets.json`));
  const folders = new Map<string, string>();
  for (const { source, destinations } of Object.values(files)) {
    if (source.packaging !== 'zip') continue;
    for (const { objectKey } of Object.values(destinations))
      folders.set(objectKey, resolve(directory, source.path));
  }
  return folders;
}

function parse<Schema extends z.ZodType>(schema: Schema, path: string): z.infer<Schema> {
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const result = schema.safeParse(content);
  if (!result.success) throw new Refusal(`${path} is not understood:\n${z.prettifyError(result.error)}`);
  return result.data;
}
