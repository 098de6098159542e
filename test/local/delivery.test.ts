import { expect, test } from 'vitest';
import { deliver, Rejection, type DeliveryPorts } from '../../infra/local/eventbridge/delivery.ts';

const day = { retries: 185, maximumAgeSeconds: 86_400 };

/** Ports whose time passes with the pauses alone, and the pauses so far. */
function virtualTime(options: Partial<DeliveryPorts> = {}): DeliveryPorts & { readonly pauses: number[] } {
  const pauses: number[] = [];
  return {
    pauses,
    now: () => pauses.reduce((sum, pause) => sum + pause, 0),
    wait: async (milliseconds) => {
      pauses.push(milliseconds);
      return true;
    },
    random: () => 1,
    retrySeconds: undefined,
    ...options,
  };
}

/** A target that fails a number of times. */
function failing(times: number, error: Error = new Error('down')) {
  const target = {
    attempts: 0,
    send: async (): Promise<void> => {
      target.attempts += 1;
      if (target.attempts <= times) throw error;
    },
  };
  return target;
}

test('an event is sent again until it arrives, after growing pauses', async () => {
  const ports = virtualTime();
  const target = failing(7);
  expect(await deliver(target.send, day, ports)).toBeUndefined();
  expect(target.attempts).toBe(8);
  expect(ports.pauses).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test('the pauses are spread, or replaced', async () => {
  const spread = virtualTime({ random: () => 0.5 });
  await deliver(failing(2).send, day, spread);
  expect(spread.pauses).toEqual([1000, 2000]);
  const replaced = virtualTime({ retrySeconds: 0.1 });
  await deliver(failing(2).send, day, replaced);
  expect(replaced.pauses).toEqual([100, 100]);
});

test('the number of retries is a limit', async () => {
  const target = failing(Infinity);
  expect(await deliver(target.send, { ...day, retries: 3 }, virtualTime())).toEqual({
    code: 'SDK_CLIENT_ERROR',
    message: 'down',
    retries: 3,
    exhausted: 'MaximumRetryAttempts',
  });
  expect(target.attempts).toBe(4);
});

test('the age of the event is a limit', async () => {
  const ports = virtualTime();
  expect(await deliver(failing(Infinity).send, { ...day, maximumAgeSeconds: 60 }, ports)).toMatchObject({
    exhausted: 'MaximumEventAgeInSeconds',
    retries: 4,
  });
  expect(ports.now()).toBeLessThanOrEqual(60_000);
});

test('what the target refuses is not sent again', async () => {
  const target = failing(Infinity, new Rejection('TooLong', 'at most 1 KB'));
  expect(await deliver(target.send, day, virtualTime())).toEqual({
    code: 'TooLong',
    message: 'at most 1 KB',
    retries: 0,
    exhausted: undefined,
  });
  expect(target.attempts).toBe(1);
});

test('a stop ends the retries without a failure', async () => {
  const target = failing(Infinity);
  expect(await deliver(target.send, day, virtualTime({ wait: async () => false }))).toBeUndefined();
  expect(target.attempts).toBe(1);
});
