import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as z from 'zod';
import { eventSchemas } from '../../infra/event-schemas.ts';

const OfType = z.object({
  properties: z.looseObject({ type: z.object({ const: z.string() }) }),
  required: z.array(z.string()),
});

/** As it is served. */
const served: unknown = JSON.parse(JSON.stringify(eventSchemas()));
const { $defs } = z.object({ $defs: z.record(z.string(), z.unknown()) }).parse(served);
const schemas = new Map(
  Object.values($defs).flatMap((one) => {
    const { data } = OfType.safeParse(one);
    return data === undefined ? [] : [[data.properties.type.const, data] as const];
  }),
);

/** Every type of event, in the order of the schemas. */
export const eventTypes: readonly string[] = [...schemas.keys()];

export function schemaOfType(type: string): z.infer<typeof OfType> {
  const schema = schemas.get(type);
  if (schema === undefined) throw new Error(`There is no event ${type}.`);
  return schema;
}

/** Validates events as a subscriber would, by the schemas that are served. */
export function eventValidator(): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(z.looseObject({}).parse(served));
}
