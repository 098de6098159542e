import { expect, it } from 'vitest';
import { ContactChangeAnswer } from '../../shared/http/contract/shapes.ts';
import { ReassignmentAnswer } from '../../shared/http/contract/reassignment-shapes.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { worldOfGroups } from '../support/reassignments.ts';
import { ada, ben, cleo, groupId, World } from '../support/world.ts';

const given = '2026-03-02T10:30:00+02:00';
const inUtc = '2026-03-02T08:30:00.000Z';

it('A change takes a time with any offset, and answers it in UTC', async () => {
  const world = new World();
  await world.group(1);
  const body = { contacts: { technical: ben }, effectiveAt: given };
  const answer = await new ApiInMemory(world).call(
    'requestGroupChange',
    { nic: ada },
    { params: { groupId }, body },
  );
  expect(ContactChangeAnswer.parse(JSON.parse(answer.body ?? '')).effectiveAt).toBe(inUtc);
});

it('A reassignment takes a time with any offset, and answers it in UTC', async () => {
  const world = await worldOfGroups(1);
  const body = { from: ben, to: cleo, roles: ['technical'], runAt: given };
  const answer = await new ApiInMemory(world).call('requestReassignment', { nic: ada }, { body });
  const { reassignmentId, runAt } = ReassignmentAnswer.parse(JSON.parse(answer.body ?? ''));
  expect(runAt).toBe(inUtc);
  expect((await world.stores.reassignments.find(reassignmentId))?.runAt).toBe(inUtc);
});
