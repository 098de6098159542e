import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const variable = 'MEMBER_TIMEOUT_MILLISECONDS';
const tenMinutes = 600_000;

/**
 * Lets calls of a members' system in an assembly wait for their answer for as long as any test takes: on a busy machine
 * they would be given up and made again.
 * @returns the folder of the assembly
 */
export function withPatientCalls(assembly: string): string {
  for (const name of readdirSync(assembly).filter((file) => file.endsWith('.template.json'))) {
    const file = join(assembly, name);
    const template = readFileSync(file, 'utf8');
    writeFileSync(file, template.replace(new RegExp(`("${variable}": *)"\\d+"`), `$1"${tenMinutes}"`));
  }
  return assembly;
}
