import { BadRequest } from './bad-request.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** What a cursor is bound to: the list, its owner and its filters. */
export const listScope = (list: string, ...filters: (string | undefined)[]): string =>
  JSON.stringify([list, ...filters.map((filter) => filter ?? null)]);

/** Filters of `listScope` that were added later: cursors from before them stay valid. */
export const given = (filters: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));

/** Converts positions to cursors, and back. */
export interface Cursors {
  readonly encode: (scope: string, position: string) => string;
  /** Undefined if the cursor was altered or belongs to another list. */
  readonly decode: (scope: string, cursor: string) => string | undefined;
}

/** The capability of lists that stop at places which the caller may not see. */
export interface SealedCursors {
  readonly sealedCursors: Cursors;
}

/** They show their place, and a caller can make one up. */
const openCursors: Cursors = { encode: encodeCursor, decode: decodeCursor };

/**
 * @param isPlace whether the list has such positions: any other one is refused before it reaches a key of the table
 * @throws BadRequest `invalid-cursor`
 */
export function positionOf(
  scope: string,
  cursor: string | undefined,
  isPlace: (position: string) => boolean,
  cursors = openCursors,
): string | undefined {
  if (cursor === undefined) return undefined;
  const position = cursors.decode(scope, cursor);
  if (position === undefined || !isPlace(position)) {
    const detail = 'Send nextCursor unchanged, to the same list with the same filters.';
    throw new BadRequest({ code: 'invalid-cursor', parameter: 'cursor', detail });
  }
  return position;
}

/** The cursor of the next page, or null on the last one. */
export const nextCursor = (
  scope: string,
  position: string | undefined,
  cursors = openCursors,
): string | null => (position === undefined ? null : cursors.encode(scope, position));
