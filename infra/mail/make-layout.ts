/** `npm run mail-layout`: compiles `shared/mail/layout.mjml`. */
import { writeFileSync } from 'node:fs';
import { compileLayout, layoutFile } from './compile-layout.ts';

writeFileSync(layoutFile, await compileLayout());
