import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';

/** Reads a file of the sample: one JSON value a line. */
export function readSample<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema>[] {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}
