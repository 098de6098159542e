import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../infra/local/lib/listen.ts';
import { stopMilliseconds } from '../../infra/local/stack.ts';
import { fixtureForTest } from './support/stack.ts';

test('stop waits for running invocations, refuses new requests, and may be called twice', async () => {
  const { stack, request } = await fixtureForTest({ graceMilliseconds: 600_000 });
  await request('/misbehave/text');
  const running = request('/misbehave/slow');
  // The request has to be there before the stop is.
  await request('/misbehave/text');

  await Promise.all([stack.stop(), stack.stop()]);

  const answer = await running;
  expect([answer.status, await answer.json()]).toMatchObject([200, { done: true }]);
  await expect(request('/misbehave/text')).rejects.toThrow('fetch failed');
});

test('stop ends invocations that run for too long', async () => {
  const { stack, request, lines } = await fixtureForTest({ graceMilliseconds: 100 });
  await request('/misbehave/text');
  const running = request('/misbehave/spin');
  await request('/misbehave/text');

  await stack.stop();

  expect((await running).status).toBe(500);
  expect(lines).toContain('service-Misbehave: Runtime.Terminated: the instance was ended');
});

test('the wait for invocations leaves time for the rest of the five seconds', () => {
  const { grace, settle } = stopMilliseconds;
  expect(grace + settle).toBeLessThan(4_500);
});

test('a port in use is an error, and nothing of the stack remains', async () => {
  const other = createServer();
  const port = await listen(other, 0);
  onTestFinished(() => {
    other.close();
  });
  await expect(fixtureForTest({ port })).rejects.toThrow('EADDRINUSE');
});
