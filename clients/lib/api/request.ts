import type { Operation } from '../../../shared/http/contract/operation.ts';
import type { AnyCall } from './call.ts';

/** The path of a call, with its query. What is undefined is left out. */
export function pathOf({ path }: Pick<Operation, 'path'>, { params, query }: AnyCall): string {
  const values = entriesOf(params);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
    encodeURIComponent(String(values.find(([key]) => key === name)?.[1])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of entriesOf(query)) search.append(name, String(value));
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}

/** The headers of a call. */
export const headersOf = (
  { body, idempotencyKey }: AnyCall,
  token: string | undefined,
): Record<string, string> => ({
  ...(token !== undefined && { authorization: `Bearer ${token}` }),
  ...(body !== undefined && { 'content-type': 'application/json' }),
  ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
});

const entriesOf = (value: unknown): [string, unknown][] =>
  Object.entries(value ?? {}).filter(([, item]) => item !== undefined);
