/** Something the request needs cannot answer for now; the same request may succeed later. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
