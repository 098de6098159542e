/** The assembly contains something that the engine would have to ignore or guess, so it does not start. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
