import inspector from 'node:inspector';

const usualPort = 9229;

/** Opens Node's inspector on the usual port, or on a free one. Debuggers reach the worker threads through it. */
export function openInspector(): void {
  inspector.open(usualPort, '127.0.0.1');
  if (inspector.url() === undefined) inspector.open(0, '127.0.0.1');
}
