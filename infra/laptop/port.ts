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
