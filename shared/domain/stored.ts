import * as z from 'zod';

/**
 * An object in a row or a message. It keeps attributes that a later release added, so that a rewrite does not lose
 * them. The type omits them, so that a misspelt name does not compile.
 */
export const storedObject = <Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape> =>
  z.looseObject(shape);
