import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { synthesizeLocal } from '../../../infra/laptop/assembly.ts';
import type { LocalIssuer } from '../../../infra/laptop/issuer.ts';
import { readModel, type Model } from '../../../infra/local/cloudformation/model.ts';

const Manifest = z.looseObject({ artifacts: z.record(z.string(), z.unknown()) });
const peersApp = fileURLToPath(new URL('../peers/app.ts', import.meta.url));

/** Synthesizes the system and the peers over its table into one assembly, which one runner runs. Returns its folder. */
export async function synthesizeWithPeers(folder: string, issuer: LocalIssuer): Promise<string> {
  const assembly = await synthesizeLocal(join(folder, 'assembly'), issuer);
  const peers = join(folder, 'peers');
  const context = { tableName: tableNameIn(readModel(assembly, 'http://queues.invalid')) };
  const { status, stderr } = spawnSync(process.execPath, [peersApp], {
    env: { ...process.env, CDK_OUTDIR: peers, CDK_CONTEXT_JSON: JSON.stringify(context) },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the peers cannot be synthesized:\n${stderr}`);
  merge(peers, assembly);
  return assembly;
}

/** The table of the system itself. */
export function tableNameIn(model: Model): string {
  const [table] = model.tables;
  if (table === undefined) throw new Error('The assembly has no table.');
  return table.name;
}

function merge(from: string, into: string): void {
  const own = readManifest(into);
  const artifacts = { ...own.artifacts, ...readManifest(from).artifacts };
  cpSync(from, into, { recursive: true, filter: (path) => !noPartOfStack.has(basename(path)) });
  writeFileSync(join(into, 'manifest.json'), JSON.stringify({ ...own, artifacts }));
}

const noPartOfStack = new Set(['manifest.json', 'tree.json', 'cdk.out', 'bundles']);

const readManifest = (folder: string) =>
  Manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
