import * as z from 'zod';
import type { Outcome } from '../lambda/outcome.ts';

const response = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullish();

/** The successful ids, by Lambda's rules: none after an error, an answer of another shape, or an unknown id. */
export function succeeded(
  ids: readonly string[],
  outcome: Outcome,
  reportsItemFailures: boolean,
): readonly string[] {
  if (!outcome.ok) return [];
  if (!reportsItemFailures || outcome.payload === undefined) return ids;
  const content: unknown = JSON.parse(outcome.payload);
  const parsed = response.safeParse(content);
  if (!parsed.success) return [];
  const failed = new Set(parsed.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  const unknown = [...failed].some((id) => !ids.includes(id));
  return unknown ? [] : ids.filter((id) => !failed.has(id));
}
