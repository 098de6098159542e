/** `contacts`: the command line of the API. */
import { pause } from '../lib/api/retries.ts';
import { run } from './run.ts';

const ending = new AbortController();
/** As shells count a process that a signal ended. */
const interrupted = 130;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    ending.abort();
    // Whatever hangs is not waited for.
    setTimeout(() => process.exit(interrupted), 1000).unref();
  });
}
for (const stream of [process.stdout, process.stderr]) {
  // The reader has what it wants (`| head`): there is nothing left to do.
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
}

const exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  signal: ending.signal,
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  isProgressShown: process.stderr.isTTY,
  fetch,
  pause,
  now: () => new Date(),
});
process.exitCode = ending.signal.aborted ? interrupted : exitCode;
