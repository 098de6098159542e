/** A dependency is temporarily unavailable. The same request may succeed later. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
