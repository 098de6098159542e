import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** The characters of Windows-1252 that are not the ones of Latin-1 with the same byte. */
const windows = new Map([
  ['€', 0x80],
  ['’', 0x92],
  ['œ', 0x9c],
]);

const encoders = {
  'utf-8': (text: string) => Buffer.from(text, 'utf8'),
  'utf-8 with a mark': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf8'),
  'utf-16le': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'utf-16be': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  'windows-1252': (text: string) =>
    Buffer.from(Array.from(text, (character) => windows.get(character) ?? character.charCodeAt(0))),
};
export type Form = keyof typeof encoders;
export const forms = ['utf-8', 'utf-8 with a mark', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

/** A file of its own with these bytes, for the time of the tests. Returns its path. */
export function fileOf(bytes: string | Uint8Array, name = `${files++}.csv`): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

export const encode = (text: string, form: Form): Uint8Array => encoders[form](text);

/** Every row of an opened file. */
export async function everyRow<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

/** Fails after so many calls: as what is called after each answer, it loses every answer from then on. */
export const breaksAfter = (calls: number) => {
  let left = calls;
  return (): void => {
    if (left-- <= 0) throw new Error('broken off');
  };
};
