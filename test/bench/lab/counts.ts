import { total, type Counts, type Figures } from '../../../infra/local/lib/meter.ts';
import type { Model } from '../../../infra/local/cloudformation/model.ts';

const writes = /^(?:PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems)$/;

/** The counts whose names match. */
export const matching = (counts: Counts, names: RegExp): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([name]) => names.test(name)));

/** The counts whose names do not. */
export const notMatching = (counts: Counts, names: RegExp): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([name]) => !names.test(name)));

/** Requests to the database that write. */
export const writeRequests = ({ databaseRequests }: Figures): number =>
  total(matching(databaseRequests, writes));

/** Invocations of the functions that a queue feeds. */
export function queueFedInvocations({ mappings }: Model, { invocations }: Figures): number {
  const fed = new Set(mappings.map(({ functionName }) => functionName));
  return total(Object.fromEntries(Object.entries(invocations).filter(([name]) => fed.has(name))));
}
