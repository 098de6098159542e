import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { localIssuer } from '../../infra/laptop/issuer.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../../infra/laptop/token.ts', import.meta.url));

test('token prints a token of the checkout and nothing else', async () => {
  const { stdout, stderr } = await run(process.execPath, [
    script,
    'ab12345-ovh',
    '--operator',
    '--expires-in',
    '-86400',
  ]);
  const { publicKey } = await localIssuer();
  expect(stdout).toMatch(/^\S+\n$/);
  expect(stderr).toBe('');
  await expect(jwtVerify(stdout.trim(), publicKey)).rejects.toThrow('"exp" claim timestamp check failed');
  await expect(
    jwtVerify(stdout.trim(), publicKey, { currentDate: new Date(Date.now() - 2 * 86_400_000) }),
  ).resolves.toMatchObject({ payload: { nic: 'ab12345-ovh', scope: 'contacts operator' } });
});

test.each([
  [[]],
  [['a', 'b']],
  [['a', '--expires-in', 'soon']],
  [['a', '--unheard']],
  [['a', '--expires-in']],
])('token refuses %j', async (words) => {
  await expect(run(process.execPath, [script, ...words])).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('usage: '),
  });
});
