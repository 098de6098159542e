import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFixture, type Fixture } from './support/stack.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const role = 'service-ItemsRole';

test('calls that the role permits reach the database and the queues', async () => {
  expect(await fixture.items('put', { pk: 'a', owner: 'me' })).not.toHaveProperty('error');
  expect(await fixture.items('get', { pk: 'a' })).toMatchObject({ Item: { owner: { S: 'me' } } });
  expect(await fixture.items('byOwner', { owner: 'me' })).toMatchObject({ Count: 1 });
  expect(await fixture.items('transact', { pk: 'b' })).not.toHaveProperty('error');
  expect(await fixture.items('send', { messages: [{ id: 'granted' }] })).toMatchObject({
    Successful: [{ Id: '0' }],
  });
});

test.each([
  ['delete', { pk: 'a' }, 'dynamodb:DeleteItem'],
  ['scan', {}, 'dynamodb:Scan'],
  ['transact', { pk: 'a', kind: 'Delete' }, 'dynamodb:DeleteItem'],
  ['sendElsewhere', { message: {} }, 'sqs:SendMessage'],
])('%s of %j is denied', async (how, input, action) => {
  const message = `is not authorized to perform: ${action} on resource: arn:aws:`;
  expect(await fixture.items(how, input)).toEqual({
    error: 'AccessDeniedException',
    message: expect.stringContaining(message),
  });
  expect(fixture.lines.some((line) => line.includes('ACCESS DENIED') && line.includes(message))).toBe(true);
});

test('an error of the database reaches the function with its name', async () => {
  await fixture.items('put', { pk: 'taken' });
  expect(await fixture.items('putOnce', { pk: 'taken' })).toMatchObject({
    error: 'ConditionalCheckFailedException',
  });
});

test('a secret has one value, found by its ARN or its name', async () => {
  const { SecretString } = await fixture.items('secret');
  expect(SecretString).toMatch(/^.{20,}$/);
  expect(await fixture.items('secret', { id: 'storage-Pepper' })).toMatchObject({ SecretString });
  expect(await fixture.items('secret', { id: 'other' })).toMatchObject({
    message: expect.stringContaining('secretsmanager'),
  });
});

test('unused grants are reported', async () => {
  await fixture.items('get', { pk: 'a' });
  const uses = fixture.stack.usedActions();
  expect(uses).toContainEqual({ role, action: 'dynamodb:GetItem', used: true });
  expect(uses).toContainEqual({ role, action: 'dynamodb:ConditionCheckItem', used: false });
  // The pollers act in the name of their function.
  expect(uses).toContainEqual({ role: 'service-WorkerRole', action: 'sqs:ReceiveMessage', used: true });
  expect(uses).toContainEqual({ role, action: 'secretsmanager:GetSecretValue', used: true });
});
