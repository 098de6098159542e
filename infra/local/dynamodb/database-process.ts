import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Upstream } from '../aws-api/upstream.ts';
import { eachLine } from '../lambda/lines.ts';
import { listen } from '../lib/listen.ts';
import { databaseCommand } from './command.ts';

const attempts = 3;
/** So long that only a start that hangs reaches it. */
const startMilliseconds = 120_000;

export interface DatabaseOptions {
  /** Without one, the tables are in memory. */
  readonly file: string | undefined;
  readonly log: (line: string) => void;
}

export interface DatabaseProcess {
  readonly upstream: Upstream;
  stop(): Promise<void>;
}

/** Starts a stack's database. It ends with this process, even if this process is killed. */
export async function startDatabase(options: DatabaseOptions): Promise<DatabaseProcess> {
  for (let attempt = 1; ; attempt += 1) {
    // The database cannot report a port that the system chose, so a free one is found first. Another process may take
    // it before the database does, so there are several attempts.
    const port = await freePort();
    const database = launch(port, options);
    if (await answers(database)) {
      database.watch();
      return database;
    }
    await database.stop();
    if (attempt === attempts) throw new Error(`the database (${databaseCommand()}) does not start`);
  }
}

interface Launched extends DatabaseProcess {
  readonly guard: ChildProcess;
  /** Whether this process has reported that it listens. */
  readonly listens: () => boolean;
  watch(): void;
}

function launch(port: number, { file, log }: DatabaseOptions): Launched {
  const parameters = ['serve', '--host', '127.0.0.1', '--port', String(port)];
  if (file !== undefined) parameters.push('--db-path', file);
  const script = fileURLToPath(new URL('../lib/guard.ts', import.meta.url));
  const guard = spawn(process.execPath, [script, databaseCommand(), ...parameters], {
    // A process group of its own, so that Ctrl-C does not end the database before the stack has finished with it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // The `exit` event handles its end.
  guard.stdin.on('error', () => {});
  let processId = 0;
  let listening = false;
  eachLine(guard.stdout, (line) => {
    if (processId === 0) processId = Number(line);
  });
  eachLine(guard.stderr, (line) => {
    listening ||= line.includes('listening on');
    log(`database: ${line}`);
  });
  let stopping = false;
  const upstream = new Upstream(new URL(`http://127.0.0.1:${port}`), 'dynamodb');
  return {
    upstream,
    guard,
    listens: () => listening,
    watch() {
      guard.once('exit', () => {
        if (stopping) return;
        log(
          'database: ITS PROCESS HAS ENDED; nothing can be read or written until the stack is started again',
        );
        kill(processId);
      });
    },
    async stop() {
      stopping = true;
      upstream.close();
      if (hasEnded(guard)) return;
      const exited = once(guard, 'exit');
      guard.stdin.end();
      await exited;
    },
  };
}

/** An answer is not enough: it may come from another stack's database that took the port first. */
async function answers({ upstream, guard, listens }: Launched): Promise<boolean> {
  const deadline = Date.now() + startMilliseconds;
  while (Date.now() < deadline && !hasEnded(guard)) {
    if (listens()) {
      const answer = await upstream.call('DynamoDB_20120810.ListTables', {}).catch(() => undefined);
      if (answer !== undefined) return true;
    }
    await pause(10);
  }
  return false;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function kill(processId: number): void {
  try {
    if (processId > 0) process.kill(processId, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}
