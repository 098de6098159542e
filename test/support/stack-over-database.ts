import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { assembly } from './assembly.ts';
import { ReachableQueues } from './reachable-queues.ts';
import { RefusingDatabase } from './refusing-database.ts';
import { RunningStack, type RunningStackOptions } from './running-stack.ts';

export interface StackOverDatabase {
  readonly running: RunningStack;
  readonly database: RefusingDatabase;
  readonly queues: ReachableQueues;
  stop(): Promise<void>;
}

/** Over a database and queues of the test's own. A failed member message returns after at most a second. */
export async function startOverDatabase(
  options: Omit<RunningStackOptions, 'assembly'> = {},
): Promise<StackOverDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'stack-'));
  const database = await RefusingDatabase.start();
  const queues = await ReachableQueues.start();
  vi.stubEnv('DYNAMODB_ENDPOINT', database.url);
  vi.stubEnv('SQS_ENDPOINT', queues.url);
  const running = await RunningStack.start({
    assembly: withShortPauses(await assembly(), folder),
    ...options,
  });
  vi.unstubAllEnvs();
  return {
    running,
    database,
    queues,
    async stop() {
      await running.stack.stop();
      await Promise.all([database.stop(), queues.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Copies an assembly to the folder, with other settings there. */
function withShortPauses(from: string, folder: string): string {
  cpSync(from, folder, { recursive: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.template.json'))) {
    const file = join(folder, name);
    const template = readFileSync(file, 'utf8');
    writeFileSync(file, template.replaceAll(/("LONGEST_PAUSE_SECONDS":\s*)"\d+"/g, '$1"1"'));
  }
  return folder;
}
