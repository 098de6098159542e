import { BadRequest } from './bad-request.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** What a cursor is bound to: the list, its owner and its filters. */
export const listScope = (list: string, ...filters: (string | undefined)[]): string =>
  JSON.stringify([list, ...filters.map((filter) => filter ?? null)]);

/** Filters of `listScope` that were added later: cursors from before them stay valid. */
export const given = (filters: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));

/**
 * @param isPlace whether the list has such positions; a caller can make up any. Default: any text is one.
 * @throws BadRequest `invalid-cursor`
 */
export function positionOf(
  scope: string,
  cursor: string | undefined,
  isPlace: (position: string) => boolean = () => true,
): string | undefined {
  if (cursor === undefined) return undefined;
  const position = decodeCursor(scope, cursor);
  if (position === undefined || !isPlace(position)) {
    const detail = 'Send nextCursor unchanged, to the same list with the same filters.';
    throw new BadRequest({ code: 'invalid-cursor', parameter: 'cursor', detail });
  }
  return position;
}

/** The cursor of the next page, or null on the last one. */
export const nextCursor = (scope: string, position: string | undefined): string | null =>
  position === undefined ? null : encodeCursor(scope, position);
