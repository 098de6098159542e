import * as z from 'zod';
import { Refusal } from '../lib/refusal.ts';
import type { Resource } from './resolved-stacks.ts';

/** Parses the properties of a resource. Throws a Refusal if its schema does not name one of them. */
export function readProperties<Schema extends z.ZodType>(
  resource: Resource,
  schema: Schema,
): z.infer<Schema> {
  const result = schema.safeParse(resource.properties());
  if (!result.success) {
    const where = `${resource.stack}/${resource.logicalId} (${resource.type})`;
    throw new Refusal(`${where} cannot run here:\n${z.prettifyError(result.error)}`);
  }
  return result.data;
}

export function ofType(resources: readonly Resource[], type: string): Resource[] {
  return resources.filter((resource) => resource.type === type);
}

/** A property that makes no difference locally. */
export const ignored = z.unknown().optional();
