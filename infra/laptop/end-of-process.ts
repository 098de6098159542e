import { readFileSync } from 'node:fs';

/** npm passes on the Ctrl-C that the terminal has already sent, so the same wish comes twice at once. */
const sameWishMilliseconds = 500;
const parentCheckMilliseconds = 1000;

/**
 * Calls `stop` once when the process is asked to end: by SIGINT, SIGTERM or SIGHUP, or by npm's own end where npm started
 * it. A second signal calls `abandon`.
 */
export function onEnd(stop: () => void, abandon: () => void): void {
  let askedAt: number | undefined;
  const ask = (): void => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      stop();
    } else if (Date.now() - askedAt > sameWishMilliseconds) abandon();
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

/** The parent and its parent: npm starts scripts through a shell, which outlives an npm that is killed. */
function ancestors(): string {
  return `${process.ppid} ${parentOf(process.ppid)}`;
}

function parentOf(processId: number): string {
  try {
    return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1] ?? '';
  } catch {
    // Without /proc the parent alone has to do.
    return '';
  }
}
