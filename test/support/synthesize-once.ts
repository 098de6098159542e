import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesizeLocal } from '../../infra/laptop/assembly.ts';
import { localIssuer } from '../../infra/local/lib/issuer.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the stacks as they run on this machine, synthesized once for all tests. */
    assembly: string;
  }
}

/** Synthesizes the stacks once for all end-to-end tests of a run. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  project.provide('assembly', await synthesizeLocal(folder, await localIssuer()));
  return () => rmSync(folder, { recursive: true, force: true });
}
