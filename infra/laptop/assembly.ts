import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { LocalIssuer } from './issuer.ts';

const guardScript = fileURLToPath(new URL('../local/lib/guard.ts', import.meta.url));

export interface SynthesisOptions {
  readonly memberEndpoint?: string | undefined;
  /** Where links in mail lead. Default: the setting. */
  readonly consoleUrl?: string | undefined;
  /** Unminified, for a debugger. */
  readonly readableCode?: boolean | undefined;
  readonly signal?: AbortSignal;
}

/** Synthesizes the local stacks in a child process. Returns the folder of the assembly. */
export async function synthesizeLocal(
  outputDirectory: string,
  issuer: Pick<LocalIssuer, 'url' | 'audience'>,
  { memberEndpoint, consoleUrl, readableCode = false, signal }: SynthesisOptions = {},
): Promise<string> {
  const context = {
    ...featureFlags(),
    ...(memberEndpoint !== undefined && { memberEndpoint }),
    ...(consoleUrl !== undefined && { consoleUrl }),
    environment: 'local',
    issuer: issuer.url,
    audience: issuer.audience,
  };
  const app = fileURLToPath(new URL('../app.ts', import.meta.url));
  const command = [process.execPath, app, ...(readableCode ? ['--readable-code'] : [])];
  const child = spawn(process.execPath, [guardScript, ...command], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: {
      ...process.env,
      CDK_OUTDIR: outputDirectory,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      // CloudFormation never sees these stacks; validating them for it takes 4 seconds and 300 MB.
      CDK_VALIDATION: 'false',
    },
    // The guard ends the child when its standard input closes, so it never outlives this process.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const end = (): void => void child.stdin.end();
  signal?.addEventListener('abort', end, { once: true });
  const exited = once(child, 'exit');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  signal?.removeEventListener('abort', end);
  signal?.throwIfAborted();
  if (child.exitCode !== 0) throw new Error(`Could not synthesize the stacks:\n${errors}${output}`);
  return outputDirectory;
}

const CdkFile = z.object({ context: z.record(z.string(), z.unknown()) });

/** CDK's feature flags, which its command line reads from the same file for a deployment. */
const featureFlags = (): Record<string, unknown> =>
  CdkFile.parse(JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'))).context;
