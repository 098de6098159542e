import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mjml from 'mjml';

const folder = join(import.meta.dirname, '../../shared/mail');

/** What is made from `layout.mjml`. */
export const layoutFile = join(folder, 'layout.json');

const marker = /\s*<!-- fragment: (\w+) -->\s*/;

/**
 * Compiles the layout of letters to JSON with the HTML of each of its fragments, so that nothing is compiled when a
 * letter is written. Words in capitals are replaced then.
 */
export async function compileLayout(): Promise<string> {
  const { html, errors } = await mjml(readFileSync(join(folder, 'layout.mjml'), 'utf8'));
  if (errors.length > 0) throw new Error(`layout.mjml is not valid:\n${JSON.stringify(errors)}`);
  // Its name, then the fragment, in turns.
  const [start = '', ...others] = html.split(marker);
  const fragments = others.flatMap((name, index) =>
    index % 2 === 0 ? [[name, compact(others[index + 1] ?? '')] as const] : [],
  );
  const layout = { start: compact(start), ...Object.fromEntries(fragments) };
  return `${JSON.stringify(layout, undefined, 2)}\n`;
}

/** Without the blanks between tags; those inside text are single spaces already. */
const compact = (html: string): string =>
  html.replaceAll(/>\s+/g, '>').replaceAll(/\s+</g, '<').replaceAll(/\s+/g, ' ').trim();
