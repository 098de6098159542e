/** `npm run mail-layout`: compiles `shared/mail/layout.mjml`. */
import { writeFileSync } from 'node:fs';
import * as z from 'zod';
import { readOptions, runCommand } from '../command-line.ts';
import { compileLayout, layoutFile } from './compile-layout.ts';

const usage = 'usage: mail-layout\n  Compiles shared/mail/layout.mjml to layout.json beside it.';

await runCommand(usage, async (words) => {
  readOptions({ usage, options: {}, schema: z.object({}) }, words);
  writeFileSync(layoutFile, await compileLayout());
});
