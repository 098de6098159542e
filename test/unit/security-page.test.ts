import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

it('The page on security names a test that exists for each of the ten risks', () => {
  const rows = page.split('\n').filter((line) => /^\| API[0-9]+ /.test(line));
  const risks = rows.map((row) => /API[0-9]+/.exec(row)?.[0]);
  expect(risks).toEqual(Array.from({ length: 10 }, (_, index) => `API${index + 1}`));
  for (const row of rows) expect(row).toMatch(/`test\/[\w/-]+\.test\.ts`/);
});

it('The page on security names no test that is missing', () => {
  const named = Array.from(page.matchAll(/`(test\/[\w/-]+\.test\.ts)`/g), ([, file = '']) => file);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
