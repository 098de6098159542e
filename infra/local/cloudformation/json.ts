import * as z from 'zod';
import { Refusal } from '../lib/refusal.ts';

/** A value of a template, before or after its intrinsics are resolved. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Converts a resolved value to the string that CloudFormation requires there. */
export function asText(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return value.toString();
  throw new Refusal(`${JSON.stringify(value)} is not a text`);
}
