import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const variable = 'MEMBER_TIMEOUT_MILLISECONDS';
const tenMinutes = 600_000;

/**
 * Raises the timeout of calls to the member system, which a busy machine would exceed. Returns the assembly's folder.
 */
export function withLongMemberTimeout(assembly: string): string {
  for (const name of readdirSync(assembly).filter((file) => file.endsWith('.template.json'))) {
    const file = join(assembly, name);
    const template = readFileSync(file, 'utf8');
    writeFileSync(file, template.replace(new RegExp(`("${variable}": *)"\\d+"`), `$1"${tenMinutes}"`));
  }
  return assembly;
}
