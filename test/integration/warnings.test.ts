import { describe, expect, it } from 'vitest';
import { toWarnings } from '../../shared/http/representations.ts';
import { ada, ben, cleo, dan, World } from '../support/world.ts';

/** That many open requests of `ada`'s on single services, a millisecond apart. */
async function openRequests(world: World, count: number) {
  const open = [];
  for (let service = 0; service < count; service++) {
    open.push((await world.request(ada, { technical: ben }, { service })).change.changeId);
    world.time += 1;
  }
  return open;
}

describe('The warnings of a change of administration (R5)', () => {
  it('name the first hundred requests that would end, and say how many there are besides', async () => {
    const world = new World();
    await world.group(150);
    const open = await openRequests(world, 150);
    const { endedRequests } = await world.request(ada, { administration: cleo });
    expect(endedRequests).toEqual({ named: open.slice(0, 100), besides: 50, isExact: true });
    const warnings = toWarnings(endedRequests);
    expect(warnings).toHaveLength(101);
    expect(warnings.at(-1)).toMatchObject({ code: 'and-more', count: 50 });
  });

  it('are not hidden by what ended with the former administration contact', async () => {
    const world = new World();
    await world.group(121);
    await openRequests(world, 120);
    world.time += 2 * 3_600_000;
    await world.effectiveChange(ada, { administration: cleo });
    const { change } = await world.request(cleo, { technical: ben }, { service: 120 });
    const { endedRequests } = await world.request(cleo, { administration: dan });
    expect(endedRequests).toEqual({ named: [change.changeId], besides: 0, isExact: true });
  });

  it('leave out what has expired and was not swept', async () => {
    const world = new World();
    await world.group(121);
    await openRequests(world, 120);
    world.time += 7 * 24 * 3_600_000;
    const { change } = await world.request(ada, { technical: ben }, { service: 120 });
    const { endedRequests } = await world.request(ada, { administration: cleo });
    expect(endedRequests).toEqual({ named: [change.changeId], besides: 0, isExact: true });
  });

  it('say that there are more where there are too many to read', () => {
    const [warning] = toWarnings({ named: [], besides: 9_900, isExact: false });
    expect(warning).toMatchObject({
      code: 'and-more',
      count: 9_900,
      detail: expect.stringMatching(/^At least/),
    });
  });
});
