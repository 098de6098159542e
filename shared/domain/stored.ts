import * as z from 'zod';

/** Keeps attributes that a later release added, so that a rewrite does not lose them. The type omits them. */
export const storedObject = <Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape> =>
  z.looseObject(shape);
