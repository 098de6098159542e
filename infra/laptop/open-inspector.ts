import inspector from 'node:inspector';

/** The default port of debuggers. */
const usualPort = 9229;

/**
 * Opens Node's inspector on the usual port, or on a free one if that is taken; Node prints the address to standard
 * error. Debuggers reach the functions' worker threads through the same port.
 */
export function openInspector(): void {
  inspector.open(usualPort, '127.0.0.1');
  if (inspector.url() === undefined) inspector.open(0, '127.0.0.1');
}
