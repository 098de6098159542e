import { execFileSync } from 'node:child_process';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startDatabase } from '../../infra/local/dynamodb/database-process.ts';
import { folderIssuer } from '../../infra/local/api-gateway/issuer.ts';
import { startQueues } from '../../infra/local/sqs/queue-server.ts';
import { temporaryFolder, writeAssembly } from './support/assembly.ts';
import { KillableStack } from '../support/killable-stack.ts';
import { until } from '../support/until.ts';
import { fixtureForTest } from './support/stack.ts';

/** The process that serves a database, found by its port. */
function processOf({ port }: URL): number {
  const processes = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  const line = processes.find(
    (text) => /^ *\d+ \S*dynoxide serve/.test(text) && text.includes(`--port ${port}`),
  );
  return Number.parseInt(line ?? '', 10);
}

test('the database ends with the stack, even if the stack is killed', async () => {
  const folder = temporaryFolder();
  const issuer = await folderIssuer(folder, 'voip-contacts');
  const assembly = writeAssembly(folder, issuer.url);
  const stack = await KillableStack.start({ assembly, issuerFolder: folder });
  onTestFinished(() => stack.kill());
  const database = await until(() =>
    stack.lines.map((line) => /Dynoxide listening on (http:\S+)/.exec(line)?.[1]).find(Boolean),
  );
  await expect(fetch(database)).resolves.toBeDefined();

  await stack.kill();

  await until(() =>
    fetch(database).then(
      () => undefined,
      () => true,
    ),
  );
});

test('a data directory keeps rows and secrets across a restart', async () => {
  const dataDirectory = temporaryFolder();
  const first = await fixtureForTest({ dataDirectory });
  await first.items('put', { pk: 'kept' });
  const { SecretString } = await first.items('secret');
  await first.stop();

  const second = await fixtureForTest({ dataDirectory });
  expect(await second.items('get', { pk: 'kept' })).toMatchObject({ Item: { pk: { S: 'kept' } } });
  expect(await second.items('secret')).toMatchObject({ SecretString });
});

test('without a data directory every start is new', async () => {
  const first = await fixtureForTest();
  await first.items('put', { pk: 'gone' });
  const { SecretString } = await first.items('secret');
  await first.stop();

  const second = await fixtureForTest();
  expect(await second.items('get', { pk: 'gone' })).not.toHaveProperty('Item');
  expect((await second.items('secret'))['SecretString']).not.toBe(SecretString);
});

test('other servers may be used instead', async () => {
  const [database, queues] = await Promise.all([
    startDatabase({ file: undefined, log: () => {} }),
    startQueues(undefined),
  ]);
  vi.stubEnv('DYNAMODB_ENDPOINT', database.upstream.url.href);
  vi.stubEnv('SQS_ENDPOINT', queues.upstream.url.href);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await Promise.all([database.stop(), queues.stop()]);
  });
  const first = await fixtureForTest();
  await first.items('put', { pk: 'shared' });
  await first.items('send', { messages: [{ id: 'shared' }] });
  await until(async () => (await first.items('get', { pk: 'task#shared' }))['Item']);
  await first.stop();

  const second = await fixtureForTest();
  expect(await second.items('get', { pk: 'shared' })).toHaveProperty('Item');
  const tables = await database.upstream.call('DynamoDB_20120810.ListTables', {});
  expect(tables).toEqual({ TableNames: ['storage-Table'] });
});

test('the end of its process is logged', async () => {
  const lines: string[] = [];
  const database = await startDatabase({ file: undefined, log: (line) => lines.push(line) });
  onTestFinished(() => database.stop());
  process.kill(processOf(database.upstream.url), 'SIGKILL');
  await expect(
    until(() => lines.find((line) => line.includes('ITS PROCESS HAS ENDED'))),
  ).resolves.toBeDefined();
});
