import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { UnreadableFile } from './unreadable-file.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const byteOrderMarks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** How the files of Excel, LibreOffice and Numbers begin: a ZIP archive, or the format before it. */
const workbooks = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/**
 * How the text of a file is encoded: as its byte order mark says; without one UTF-8 if all of it is, and else
 * Windows-1252, which is what Excel in western Europe saves as CSV.
 *
 * @throws UnreadableFile `no-such-file`, or `workbook` for a workbook that was never saved as CSV
 */
export async function encodingOf(path: string): Promise<Encoding> {
  const start = await startOf(path);
  const beginsWith = (bytes: readonly number[]) => bytes.every((byte, index) => start[index] === byte);
  if (workbooks.some(beginsWith)) {
    const detail = 'is a workbook. Save the sheet as “CSV UTF-8”, and give that file.';
    throw new UnreadableFile('workbook', path, detail);
  }
  const marked = byteOrderMarks.find(([, mark]) => beginsWith(mark));
  return marked?.[0] ?? ((await isUtf8(path)) ? 'utf-8' : 'windows-1252');
}

/**
 * The text, piece by piece, without its byte order mark.
 *
 * @throws UnreadableFile `not-text` where the bytes are not what the encoding says, or hold a NUL
 */
export async function* readText(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      const text = bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
      if (!text.includes('\0')) return text;
    } catch (error) {
      throw notText(path, error);
    }
    throw notText(path);
  };
  for await (const bytes of chunksOf(path)) yield decode(bytes);
  yield decode();
}

const notText = (path: string, cause?: unknown): UnreadableFile =>
  new UnreadableFile(
    'not-text',
    path,
    'is not a text file. Save the sheet as “CSV UTF-8”, and give that file.',
    {
      cause,
    },
  );

async function startOf(path: string): Promise<Uint8Array> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (error) {
    throw new UnreadableFile('no-such-file', path, `cannot be opened: ${reasonOf(error)}`, { cause: error });
  }
  try {
    const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(4) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of chunksOf(path)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    // A decoder's error. Reading the file again shows any other.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) if (chunk instanceof Uint8Array) yield chunk;
}
