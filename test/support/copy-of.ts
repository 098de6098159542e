/** Copies plain data, such as an item. `structuredClone` takes five times as long. */
export function copyOf<T>(value: T): T;
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => copyOf(one));
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) copy[name] = copyOf(one);
  return copy;
}

/** Copies plain data as the table keeps it: without attributes that are undefined. */
export function withoutUndefined<T>(value: T): T;
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => withoutUndefined(one));
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) {
    if (one !== undefined) copy[name] = withoutUndefined(one);
  }
  return copy;
}
