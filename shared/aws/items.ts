import * as z from 'zod';
import type { Item } from '../store/table.ts';

const Stored = z.looseObject({ pk: z.string(), sk: z.string() });

/** Checks the keys of a row. Its other attributes stay unknown until a store parses them. */
export const parseItem = (value: unknown): Item => Stored.parse(value);
