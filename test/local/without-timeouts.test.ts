import { expect, test } from 'vitest';
import { queuesPath } from '../../infra/local/sqs/queue-url.ts';
import { readModel } from '../../infra/local/cloudformation/model.ts';
import { withoutTimeouts } from '../../infra/local/lambda/without-timeouts.ts';
import { temporaryFolder, writeAssembly } from './support/assembly.ts';

test('a stack without timeouts gives every function and route a day, and hides messages for half of one', () => {
  const assembly = writeAssembly(temporaryFolder(), 'http://issuer.invalid/');
  const { functions, queues, api } = withoutTimeouts(
    readModel(assembly, `http://queues.invalid${queuesPath}`),
  );
  expect(functions.length).toBeGreaterThan(0);
  expect(queues.length).toBeGreaterThan(0);
  expect(api.routes.length).toBeGreaterThan(0);
  for (const { timeoutSeconds } of functions) expect(timeoutSeconds).toBe(86_400);
  for (const { attributes } of queues) expect(attributes['VisibilityTimeout']).toBe('43200');
  for (const { timeoutMilliseconds } of api.routes) expect(timeoutMilliseconds).toBe(86_400_000);
});
