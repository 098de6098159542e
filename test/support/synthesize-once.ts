import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesizeLocal } from '../../infra/laptop/assembly.ts';
import { localIssuer } from '../../infra/laptop/issuer.ts';
import { listen } from '../../infra/local/lib/listen.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The port that serves the folder of the stacks, see `assembly.ts`. */
    assemblyPort: number;
  }
}

/** Synthesizes the stacks for the first test that asks for them, once for all projects of a run. */
export default async function setup({ vitest }: TestProject): Promise<(() => void) | undefined> {
  if (Object.hasOwn(vitest.getProvidedContext(), 'assemblyPort')) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const ended = new AbortController();
  const synthesize = async () => synthesizeLocal(folder, await localIssuer(), { signal: ended.signal });
  let synthesis: ReturnType<typeof synthesize> | undefined;
  const server = createServer((_request, response) => {
    synthesis ??= synthesize();
    synthesis.then(
      (assembly) => response.end(assembly),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  vitest.provide('assemblyPort', await listen(server, 0));
  return () => {
    ended.abort();
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  };
}
