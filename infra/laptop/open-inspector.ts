import inspector from 'node:inspector';

/** Where debuggers look unless told otherwise. */
const usualPort = 9229;

/**
 * Opens Node's inspector on the usual port, or on a free one if that is taken; Node prints the address to standard
 * error. The functions' threads are debugged through it, too.
 */
export function openInspector(): void {
  inspector.open(usualPort, '127.0.0.1');
  if (inspector.url() === undefined) inspector.open(0, '127.0.0.1');
}
