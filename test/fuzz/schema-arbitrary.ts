import fc, { type Arbitrary } from 'fast-check';
import * as z from 'zod';

/** The part of JSON Schema that the document uses. */
const Schema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  anyOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.int().default(0),
  maxLength: z.int().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  items: z.unknown().optional(),
  minItems: z.int().default(0),
  maxItems: z.int().optional(),
  uniqueItems: z.boolean().default(false),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  additionalProperties: z.unknown().optional(),
  propertyNames: z.unknown().optional(),
  maxProperties: z.int().optional(),
});
type Schema = z.infer<typeof Schema>;

/** Longer lists and texts take time and find nothing more. */
const longest = { items: 6, text: 40 };
const year = 366 * 24 * 60 * 60_000;

/** Named schemas, and values of them that exist. */
export interface Known {
  readonly components: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Who may do most. */
  readonly administration: string;
  /** Times are about this one, in milliseconds. */
  readonly now: number;
}

/** Values that the schema permits; often those that exist. */
export function schemaArbitrary(value: unknown, known: Known): Arbitrary<unknown> {
  const schema = Schema.parse(value);
  if (schema.$ref !== undefined) return referenced(schema.$ref.split('/').at(-1) ?? '', known);
  if (schema.anyOf !== undefined)
    return fc.oneof(...schema.anyOf.map((part) => schemaArbitrary(part, known)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  switch (schema.type ?? 'any') {
    case 'string':
      return textOf(schema, known);
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -1_000, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 1_000, 2 ** 31 - 1),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return arrayOf(schema, known);
    case 'object':
      return objectOf(schema, known);
    default:
      throw new Error(`The fuzzer has no values of ${JSON.stringify(value)}.`);
  }
}

function referenced(name: string, known: Known): Arbitrary<unknown> {
  const any = schemaArbitrary(known.components[name], known);
  const values = known.values[name];
  if (values === undefined) return any;
  return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: any });
}

function textOf({ format, pattern = '', minLength, maxLength = longest.text }: Schema, { now }: Known) {
  const permitted = new RegExp(pattern, 'u');
  const isPermitted = (text: string) => permitted.test(text) && text.length <= maxLength;
  if (format === 'date-time')
    return fc.integer({ min: -year / 12, max: year / 2 }).map((later) => new Date(now + later).toISOString());
  if (format === 'email') return fc.emailAddress().filter(isPermitted);
  // Classes of Unicode's are more than `stringMatching` knows.
  if (pattern !== '' && !pattern.includes('\\p{')) return fc.stringMatching(permitted).filter(isPermitted);
  const size = { minLength, maxLength: Math.min(maxLength, longest.text) };
  return fc.string({ unit: 'grapheme', ...size }).filter(isPermitted);
}

function arrayOf({ items, minItems, maxItems = longest.items, uniqueItems }: Schema, known: Known) {
  const item = schemaArbitrary(items, known);
  const size = { minLength: minItems, maxLength: Math.min(maxItems, longest.items) };
  return uniqueItems
    ? fc.uniqueArray(item, { ...size, selector: keyOf, comparator: 'IsStrictlyEqual' })
    : fc.array(item, size);
}

/** Entries with the same number are the same service. */
const keyOf = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && 'serviceId' in item ? item.serviceId : item;

function objectOf(
  { properties = {}, required, additionalProperties, propertyNames, maxProperties }: Schema,
  known: Known,
) {
  if (propertyNames !== undefined) {
    const names = schemaArbitrary(propertyNames, known).map(String);
    return fc.dictionary(names, schemaArbitrary(additionalProperties, known), {
      maxKeys: maxProperties ?? 3,
    });
  }
  const model = Object.entries(properties).map(([name, part]) => {
    const present = schemaArbitrary(part, known);
    return [name, required.includes(name) ? present : sometimes(present)] as const;
  });
  return fc.record(Object.fromEntries(model)).map(withoutAbsent);
}

/** With most optional parts, fewer requests would succeed. */
export const sometimes = <Value>(present: Arbitrary<Value>): Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: present });

export const withoutAbsent = <Value>(record: Record<string, Value | undefined>): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
