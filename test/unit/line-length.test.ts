import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const longest = 120;

it(`No line of the source has more than ${longest} columns`, () => {
  const files = globSync('{clients,functions,infra,shared,test}/**/*.{ts,tsx,mjs}', {
    cwd: root,
    exclude: ['**/node_modules'],
  });
  const long = files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (line.length > longest ? [`${file}:${index + 1}`] : [])),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(long).toEqual([]);
});
