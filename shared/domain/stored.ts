import * as z from 'zod';

/**
 * An object of a row, or of a message: attributes that a later release added are kept, so that writing the row again
 * does not lose them. The type knows nothing of them, so that a misspelt name does not compile.
 */
export const storedObject = <Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape> =>
  z.looseObject(shape);
