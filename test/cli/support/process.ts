import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../clients/cli/main.ts', import.meta.url));
/** Says at its end how much memory a process needed at most, in kilobytes. */
const meter =
  'data:text/javascript,process.on("exit",()=>console.error("peak",process.resourceUsage().maxRSS))';

export interface RunningCommand {
  /** `kill -9` */
  readonly kill: () => void;
  readonly ended: Promise<{
    /** Null if it was killed. */
    readonly exitCode: number | null;
    readonly output: string;
    readonly errors: string;
    /** In bytes; 0 if it was killed. */
    readonly peak: number;
  }>;
}

/** Starts a command in a process of its own. */
export function startCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
): RunningCommand {
  const child = spawn(process.execPath, ['--import', meter, ...nodeOptions, program, ...words], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run = async () => {
    const [output, errors] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    const peak = Number(/^peak (\d+)$/m.exec(errors)?.[1] ?? 0) * 1024;
    return { exitCode: child.exitCode, output, errors, peak };
  };
  return { kill: () => void child.kill('SIGKILL'), ended: run() };
}
