import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, test, vi } from 'vitest';

const root = join(import.meta.dirname, '../../clients/console');
/** What the first page loads: the console itself, the page, and the texts of a language. */
const firstPage = ['main.tsx', 'pages/inbox/page.tsx', 'texts/fr/index.ts'];
const mostBytes = 250 * 1024;

test('the first page loads 250 KB of compressed JavaScript at most', async () => {
  // Without it, Vite would build for development, as in a test.
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'silent',
    build: { write: false },
  });
  const outputs = [built].flat().filter((one) => 'output' in one);
  const chunks = outputs.flatMap(({ output }) => output).filter((one) => one.type === 'chunk');
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Set<Rolldown.OutputChunk>();
  const load = (chunk: Rolldown.OutputChunk): void => {
    if (loaded.has(chunk)) return;
    loaded.add(chunk);
    for (const file of chunk.imports) {
      const imported = byFile.get(file);
      if (imported !== undefined) load(imported);
    }
  };
  for (const file of firstPage) {
    const path = join(root, file);
    const chunk = chunks.find(({ moduleIds, facadeModuleId, isEntry }) =>
      isEntry ? moduleIds.includes(path) : facadeModuleId === path,
    );
    if (chunk === undefined) throw new Error(`The build has no chunk of ${file}.`);
    load(chunk);
  }
  const total = [...loaded].reduce((sum, { code }) => sum + gzipSync(code).length, 0);
  vi.unstubAllEnvs();
  expect(total).toBeLessThanOrEqual(mostBytes);
  expect(total).toBeGreaterThan(mostBytes / 4);
});
