import { createServer } from 'node:net';
import { listen } from '../local/lib/listen.ts';
import { Refusal } from '../local/lib/refusal.ts';

/** Throws a `Refusal` if the port is in use. Called first, so that a failed start leaves nothing behind. */
export async function checkPort(port: number): Promise<void> {
  const server = createServer();
  try {
    await listen(server, port);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new Refusal(`port ${port} is in use; set PORT to another one`, { cause: error });
  }
  await new Promise((resolve) => server.close(resolve));
}

/** How far the console's port is above the API's, so that stacks on neighbouring ports do not meet. */
const consoleOffset = 100;

/** The port of the console: one that belongs to the API's, or any free one if that is in use. */
export async function consolePort(apiPort: number): Promise<number> {
  const port = apiPort + consoleOffset;
  if (apiPort !== 0 && port <= 65_535) {
    try {
      await checkPort(port);
      return port;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  const server = createServer();
  const free = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return free;
}
