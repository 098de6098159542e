import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandsSection } from '../../clients/cli/page.ts';

it('docs/cli.md has every command as --help shows it: `npm run cli-page` writes it', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/cli.md'), 'utf8');
  expect(page.endsWith(`\n${commandsSection()}`)).toBe(true);
});
