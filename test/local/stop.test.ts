import { createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { listen } from '../../infra/local/lib/listen.ts';
import { fixtureForTest } from './support/stack.ts';

// Room for a machine that has other things to do.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

test('stopping finishes what runs, answers nothing more, and may be asked for twice', async () => {
  const { stack, request } = await fixtureForTest();
  await request('/misbehave/text');
  const running = request('/misbehave/slow');
  // The request has to be there before the stop is.
  await request('/misbehave/text');

  await Promise.all([stack.stop(), stack.stop()]);

  const answer = await running;
  expect([answer.status, await answer.json()]).toEqual([200, { done: true }]);
  await expect(request('/misbehave/text')).rejects.toThrow('fetch failed');
});

test('what would run for longer is ended within 5 seconds', async () => {
  const longer = { Timeout: 60 };
  const { stack, request } = await fixtureForTest({
    change: ({ service }) => Object.assign(service.Resources['Misbehave']?.Properties ?? {}, longer),
  });
  await request('/misbehave/text');
  const running = request('/misbehave/spin');
  await request('/misbehave/text');
  const started = performance.now();

  await stack.stop();

  expect(performance.now() - started).toBeLessThan(5000);
  expect((await running).status).toBe(500);
});

test('a port that is taken is an error, and nothing of the stack stays', async () => {
  const other = createServer();
  const port = await listen(other, 0);
  onTestFinished(() => {
    other.close();
  });
  await expect(fixtureForTest({ port })).rejects.toThrow('EADDRINUSE');
});
