import * as z from 'zod';

const Problem = z.object({
  errors: z.array(
    z.object({ code: z.string(), pointer: z.string().optional(), parameter: z.string().optional() }),
  ),
});

/** @throws Error unless each error of a problem names its place: a part of the body, or of the address */
export function mustNamePlaces(body: unknown): void {
  const problem = Problem.safeParse(body);
  if (!problem.success) return;
  for (const { code, pointer, parameter } of problem.data.errors) {
    const places = [pointer, parameter].filter((place) => place !== undefined);
    if (places.length !== 1 || (pointer !== undefined && !/^(?:\/.*)?$/s.test(pointer)))
      throw new Error(`The refusal ${code} names ${places.length} places: ${JSON.stringify(places)}`);
  }
}
