import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { LocalIssuer } from './issuer.ts';

const guardScript = fileURLToPath(new URL('guard.ts', import.meta.url));

/**
 * Synthesizes the stacks for this machine, in a process of its own, and gives the folder of the assembly.
 * @param outputDirectory where to write it
 * @param signal breaks it off
 */
export async function synthesizeLocal(
  outputDirectory: string,
  issuer: Pick<LocalIssuer, 'url' | 'audience'>,
  signal?: AbortSignal,
): Promise<string> {
  const context = { environment: 'local', issuer: issuer.url, audience: issuer.audience };
  const app = fileURLToPath(new URL('../app.ts', import.meta.url));
  const child = spawn(process.execPath, [guardScript, process.execPath, app], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: { ...process.env, CDK_OUTDIR: outputDirectory, CDK_CONTEXT_JSON: JSON.stringify(context) },
    // Behind the guard it ends with this process, however this process ends.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const end = (): void => void child.stdin.end();
  signal?.addEventListener('abort', end, { once: true });
  const exited = once(child, 'exit');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  signal?.removeEventListener('abort', end);
  signal?.throwIfAborted();
  if (child.exitCode !== 0) throw new Error(`the stacks cannot be synthesized:\n${errors}${output}`);
  return outputDirectory;
}
