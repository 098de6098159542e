import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { consolePort } from '../../infra/laptop/port.ts';
import { listen } from '../../infra/local/lib/listen.ts';

async function taken(port: number): Promise<number> {
  const server = createServer();
  onTestFinished(() => void server.close());
  return listen(server, port);
}

test('the console’s port is 100 above the API’s, or any free one if that is in use', async () => {
  const api = (await taken(0)) - 100;
  expect([0, api + 100]).not.toContain(await consolePort(api));
  expect(await consolePort(0)).toBeGreaterThan(1023);
  expect(await consolePort(65_500)).not.toBe(65_600);
});
