import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '../..');
const cache = join(root, '.cache/console');

/** What the console is built from: its own files, what it imports, and the versions of packages. */
const sources = [
  'clients/console/**/*',
  'clients/lib/**/*',
  'shared/**/*',
  'package-lock.json',
  'tsconfig.json',
];
const isSource = (path: string): boolean => !/(?:^|\/)(?:node_modules|dist)\//.test(path);

const dayMilliseconds = 24 * 3_600_000;

/**
 * Builds the console, unless its sources are those of an earlier build. Returns the folder of the files to deploy.
 * Concurrent builds may share the cache.
 * @throws Error with Vite's output if the build fails
 */
export async function buildConsole(): Promise<string> {
  const folder = join(cache, hashOfSources());
  if (existsSync(folder)) return folder;
  const draft = join(cache, `draft-${randomUUID()}`);
  mkdirSync(cache, { recursive: true });
  try {
    await runVite(draft);
    renameSync(draft, folder);
  } catch (error) {
    // Of two builds of the same sources, either result will do.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  removeOld(folder);
  return folder;
}

/** Removes what builds of other days have left. A build of today may be in use by another process. */
function removeOld(kept: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
    if (path !== kept && age > dayMilliseconds) rmSync(path, { recursive: true, force: true });
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
    .filter(isSource)
    .toSorted();
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 32);
}

/** In a process of its own, because Vite takes 200 MB. */
async function runVite(output: string): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const words = ['build', 'clients/console', '--outDir', output, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, [vite, ...words], {
    cwd: root,
    // Vite keeps the mode of its surroundings, and a test's would make a build for development.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  if (child.exitCode !== 0) throw new Error(`Could not build the console:\n${errors}${out}`);
}
