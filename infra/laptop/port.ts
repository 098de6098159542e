import { createServer } from 'node:net';
import { listen } from '../local/lib/listen.ts';
import { Refusal } from '../local/lib/refusal.ts';

/** Refuses a port that something else listens on, before anything is made. */
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
