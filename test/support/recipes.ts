import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readSettings } from '../../infra/environments.ts';
import { Settings } from '../../infra/settings.ts';

const TokenSettings = Settings.pick({
  issuer: true,
  audience: true,
  nicClaim: true,
  contactsScope: true,
  operatorScope: true,
  rolesAsScopes: true,
});
const Claims = z.looseObject({ iss: z.url() });

/** The recipe of one identity provider: the settings here, and the claims of tokens of a caller and of an operator. */
export interface Recipe {
  readonly provider: string;
  readonly settings: Settings;
  readonly caller: z.infer<typeof Claims>;
  readonly operator: z.infer<typeof Claims>;
}

/** The recipes of `docs/identity-providers.md`, as written there. */
export function recipes(): Recipe[] {
  const page = readFileSync(join(import.meta.dirname, '../../docs/identity-providers.md'), 'utf8');
  const [, recipesOfPage = ''] = page.split(/^## The recipes$/m);
  return recipesOfPage
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [provider = ''] = section.split('\n');
      const block = (name: string): unknown =>
        JSON.parse(new RegExp(`^\`\`\`json ${name}\n(.*?)^\`\`\``, 'ms').exec(section)?.[1] ?? '');
      const settings = Settings.parse({
        ...readSettings('local'),
        ...TokenSettings.parse(block('settings')),
        console: block('console'),
      });
      return {
        provider,
        settings,
        caller: Claims.parse(block('caller')),
        operator: Claims.parse(block('operator')),
      };
    });
}
