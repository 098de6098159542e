import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { everyOperation } from '../../infra/api-page.ts';
import { operations } from '../../shared/http/contract/operations.ts';

it('docs/api.md has every operation as the OpenAPI document has it: `npm run api-page` writes it', () => {
  const section = everyOperation();
  for (const { method, path } of Object.values(operations))
    expect(section).toContain(`### \`${method} ${path}\`\n`);
  expect(section).toContain('| `expiresInMinutes` | integer, 1 to 1440; default `60`');
  expect(readFileSync('docs/api.md', 'utf8').endsWith(`\n${section}`)).toBe(true);
});
