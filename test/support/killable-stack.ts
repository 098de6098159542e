import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const script = fileURLToPath(new URL('stack-child.ts', import.meta.url));

/** The local stack in a process of its own, which keeps its table in a folder, and nothing else. */
export class KillableStack {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  static async start(assembly: string, dataDirectory: string): Promise<KillableStack> {
    const child = spawn(process.execPath, [script, assembly, dataDirectory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = z.tuple([z.instanceof(Buffer)]).parse(await once(child.stdout, 'data'));
    return new KillableStack(line.toString('utf8').trim(), child);
  }

  /** `kill -9`: nothing of it gets to finish anything. */
  async kill(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}
