import { readFileSync } from 'node:fs';

/** npm forwards the Ctrl-C that the terminal has sent already: a second signal this soon is the same one. */
const sameSignalMilliseconds = 500;
const parentCheckMilliseconds = 1000;

/** Calls `stop` once, on a signal or when the npm that started it has gone. A second signal calls `abandon`. */
export function onEnd(stop: () => void, abandon: () => void): void {
  let askedAt: number | undefined;
  const ask = (): void => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      stop();
    } else if (Date.now() - askedAt > sameSignalMilliseconds) abandon();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const family = ancestors();
  const check = setInterval(() => {
    if (ancestors() === family) return;
    clearInterval(check);
    ask();
  }, parentCheckMilliseconds);
  check.unref();
}

/** The ids of the parent and its parent. npm starts scripts through a shell, which outlives an npm that is killed. */
function ancestors(): string {
  return `${process.ppid} ${parentOf(process.ppid)}`;
}

function parentOf(processId: number): string {
  try {
    return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1] ?? '';
  } catch {
    // Without /proc, the id of the parent has to suffice.
    return '';
  }
}
