import * as z from 'zod';
import type { ChangeState } from '../../shared/domain/contact-change.ts';
import type { ReassignmentState } from '../../shared/domain/reassignment.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ApiInMemory, type ClosedOperation } from './api-in-memory.ts';
import { operator } from './reassignments.ts';
import type { World } from './world.ts';

/** Asks for a list as an operator, or as a nic that is none. */
export const askForList = (
  world: World,
  operation: ClosedOperation,
  query: Readonly<Record<string, string>>,
  isOperator = true,
) => new ApiInMemory(world).call(operation, { nic: operator, isOperator }, { query });

/** A page of a list, as an operator gets it. */
export async function pageOf<Schema extends z.ZodType>(
  world: World,
  { operationId, answer }: { readonly operationId: ClosedOperation; readonly answer: Schema },
  query: Readonly<Record<string, string>>,
): Promise<z.infer<Schema>> {
  const { body } = await askForList(world, operationId, query);
  return z.parse<Schema>(answer, JSON.parse(body ?? ''));
}

/** The ids of all changes in the state, in the order of the operators' list, in pages of three. */
export async function changesIn(world: World, state: ChangeState): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { of: 'everyone', state, limit: '3', ...(cursor !== undefined && { cursor }) };
    const page: z.infer<typeof operations.listMyChanges.answer> = await pageOf(
      world,
      operations.listMyChanges,
      query,
    );
    ids.push(...page.items.map(({ changeId }) => changeId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

/** The ids of the newest reassignments in the state. */
export async function reassignmentsIn(world: World, state: ReassignmentState): Promise<string[]> {
  const { items } = await pageOf(world, operations.listReassignments, { of: 'everyone', state });
  return items.map(({ reassignmentId }) => reassignmentId);
}
