/** The assembly holds something that this runner would have to ignore or guess; it says so and does not start. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
