import { ApiInMemory, type ClosedOperation, type RequestInMemory } from './api-in-memory.ts';
import { ada, eve, groupId, type World } from './world.ts';

/** `eve` is an operator. */
export const asOperator = { nic: eve, isOperator: true };
/** Of `ada` alone. */
const contacts = { administration: ada, technical: ada, billing: ada };

/** The status and the body of an answer. */
export async function ask(
  world: World,
  operation: ClosedOperation,
  request: RequestInMemory,
  asking = asOperator,
) {
  const { statusCode, body } = await new ApiInMemory(world).call(operation, asking, request);
  return { status: statusCode, answer: body === undefined ? undefined : (JSON.parse(body) as unknown) };
}

/** Deletes the group. */
export const remove = (world: World) => ask(world, 'deleteGroup', { params: { groupId } });
/** Creates the group, or describes it. */
export const make = (world: World, body: object = { contacts }) =>
  ask(world, 'putGroup', { params: { groupId }, body });
