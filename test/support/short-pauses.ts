import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Copies an assembly to the folder; there a member that failed comes again after a second at the most. */
export function withShortPauses(assembly: string, folder: string): string {
  cpSync(assembly, folder, { recursive: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.template.json'))) {
    const file = join(folder, name);
    const template = readFileSync(file, 'utf8');
    writeFileSync(file, template.replaceAll(/("LONGEST_PAUSE_SECONDS": )"\d+"/g, '$1"1"'));
  }
  return folder;
}
