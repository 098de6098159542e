import { describe, expect, it } from 'vitest';
import { requestChange } from '../../shared/commands/request-change.ts';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId, Nic } from '../../shared/domain/identifiers.ts';
import { ada, ben, World } from '../support/world.ts';

describe('Ten thousand changes that are due in the same minute', () => {
  it('are all done by one run of due work', async () => {
    const world = new World();
    await Promise.all([ada, ben].map((who) => world.account(who)));
    const caller = { nic: ada, isOperator: false };
    const count = 10_000;
    const effectiveAt = new Date(world.time + 3_600_000);
    const contacts = { administration: ada, technical: ada, billing: ada };
    for (let number = 0; number < count; number++) {
      const id = GroupId.parse(`ab${number}-ovh-1`);
      await world.stores.groups.create(newGroup(id, contacts));
      const asked = {
        contacts: { technical: ben },
        consentCodes: new Map<Nic, string>(),
        effectiveAt: number % 2 ? effectiveAt : undefined,
      };
      const options = { isDryRun: false };
      const { requested } = await requestChange(world.effects, caller, { groupId: id }, asked, options);
      if (number % 2 && requested) await world.accept(ben, requested.change);
    }
    world.changeQueue.take();
    // Half are to start, half to expire, and nothing ran in between.
    world.time += 7 * 24 * 3_600_000;
    await world.runDueWork();
    expect(world.changeQueue.messages).toHaveLength(count);
    await world.advance();
    const { keys: due } = await world.table.queryDue('DUE#0', world.clock.now().toISOString(), 10);
    expect(due).toEqual([]);
    world.changeQueue.take();
    await world.runDueWork();
    expect(world.changeQueue.messages).toEqual([]);
  });
});
