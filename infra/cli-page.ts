import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { commandsSection, heading } from '../clients/cli/page.ts';
import { readOptions, runCommand } from './command-line.ts';

const page = new URL('../docs/cli.md', import.meta.url);
const usage = 'usage: cli-page\n  Writes what --help says of every command of contacts into docs/cli.md.';

await runCommand(usage, (words) => {
  readOptions({ usage, options: {}, schema: z.object({}) }, words);
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, text.slice(0, text.indexOf(heading)) + commandsSection());
});
