import { positionOf } from './paging.ts';

/**
 * The sequence of the event before the page.
 * @throws BadRequest `invalid-cursor`
 */
export function sequenceOf(scope: string, cursor: string | undefined): number | undefined {
  const position = positionOf(scope, cursor, (place) => /^[1-9]\d{0,7}$/.test(place));
  return position === undefined ? undefined : Number(position);
}
