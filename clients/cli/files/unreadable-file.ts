/** Why a whole file is refused. Nothing of it is sent. */
export type UnreadableCode =
  | 'no-such-file'
  | 'workbook'
  | 'not-text'
  | 'no-header'
  | 'unknown-column'
  | 'column-missing'
  | 'column-twice'
  | 'row-too-long'
  | 'quote-not-closed'
  | 'stray-quote';

/** The file has no rows that could be read. The message names file and place, and says what to do. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly code: UnreadableCode;

  constructor(code: UnreadableCode, place: string, detail: string, options?: ErrorOptions) {
    super(`${place}: ${detail}`, options);
    this.code = code;
  }
}
