import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildConsole } from '../../infra/bundles/console-files.ts';

test('the console is built once for its sources, and what has no hash in its name is not in assets', async () => {
  const folder = await buildConsole();
  const built = statSync(join(folder, 'index.html')).mtimeMs;
  expect(await buildConsole()).toBe(folder);
  expect(statSync(join(folder, 'index.html')).mtimeMs).toBe(built);
  // What is below it is cached for a year.
  for (const file of readdirSync(join(folder, 'assets'))) expect(file).toMatch(/-[\w-]{8}\.\w+$/);
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(page).toMatch(/<script type="module"[^>]* src="\/console\/assets\//);
  expect(page).not.toMatch(/<script(?![^>]* src=)|<style| on\w+=/);
});
