import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../../local/support/assembly.ts';

const root = join(import.meta.dirname, '../../..');
const program = join(root, 'clients/cli/contacts.mjs');

interface Block {
  readonly language: string;
  readonly text: string;
}

/** The blocks of code on a page, below a heading if one is named. */
export function blocksOf(file: string, heading?: string): Block[] {
  const page = readFileSync(join(root, file), 'utf8');
  const start = heading === undefined ? 0 : page.indexOf(`\n${heading}\n`);
  if (start === -1) throw new Error(`${file} has no ${heading}`);
  const level = /^#+ /.exec(heading ?? '')?.[0];
  const end = level === undefined ? -1 : page.indexOf(`\n${level}`, start + 2);
  const section = page.slice(start, end === -1 ? undefined : end);
  return [...section.matchAll(/^```(\w*)( [^\n]*)?\n(.*?)^```$/gms)].map(
    ([, language = '', info = '', text = '']) => ({
      language: language + info,
      text,
    }),
  );
}

/** What a block printed. */
interface Printed {
  readonly code: number;
  readonly output: string;
}

function runBlock(
  script: string,
  environment: Readonly<Record<string, string>>,
  folder: string,
): Promise<Printed> {
  // Without the second that npx takes to find the command.
  const npx =
    `npx() { shift; "${process.execPath}" "${program}" "$@"; }\n` +
    `npm() { (cd "${root}" && command npm "$@"); }\nexport -f npx npm\n`;
  const env = { ...process.env, ...environment };
  return new Promise((resolve) => {
    execFile(
      'bash',
      ['-e', '-o', 'pipefail', '-c', npx + script],
      { cwd: folder, env },
      (error, output, errors) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: output + errors }),
    );
  });
}

const lastOf = (pattern: RegExp, text: string): string | undefined => [...text.matchAll(pattern)].at(-1)?.[1];

export interface PageOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** The address that the page's commands are to call. */
  readonly url: string;
  /** `ID` until one is printed. */
  readonly id?: string;
}

/**
 * Runs the commands of a page in order, as its reader would. `ID` and `CODE` are those printed last. A block of text
 * is what the commands before it print, with `…` for what differs; `sh refused` ends with 1.
 */
export async function runPage(
  blocks: readonly Block[],
  { environment, url, id: given = 'ID' }: PageOptions,
): Promise<string> {
  const folder = temporaryFolder();
  let [id, code, printed] = [given, 'CODE', ''];
  const transcript: string[] = [];
  for (const { language, text } of blocks) {
    if (language === 'text') expectShown(text, printed);
    if (!language.startsWith('sh')) continue;
    const script = text
      .replaceAll(/\bID\b/g, id)
      .replaceAll(/\bCODE\b/g, code)
      .replaceAll('http://127.0.0.1:3000', url);
    const ended = await runBlock(script, environment, folder);
    expect({ script, ...ended }).toMatchObject({ code: language.endsWith(' refused') ? 1 : 0 });
    printed = ended.output;
    transcript.push(printed);
    id = lastOf(/\b(0[0-9A-HJKMNP-TV-Z]{25})\b/g, printed) ?? id;
    code = lastOf(/^code +(\S+)$/gm, printed) ?? code;
  }
  return transcript.join('\n');
}

/** Every line of the text was printed, in this order. */
function expectShown(text: string, printed: string): void {
  const lines = text.trimEnd().split('\n');
  const pattern = lines
    .map((line) =>
      line
        .split('…')
        .map((part) => part.trim().split(/ +/).map(escaped).join(' +'))
        .join('.*'),
    )
    .map((line) => ` *${line}.*\n`)
    .join('(?:.*\n)*?');
  expect(printed).toMatch(new RegExp(pattern));
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
