import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MovingServices } from './moving-services.ts';

const service = fc.integer({ min: 0, max: 1 });
const group = fc.integer({ min: 0, max: 2 });
const someone = fc.integer({ min: 0, max: 4 });
const roles = fc.constantFrom('technical' as const, 'billing' as const, 'both' as const);

const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('move' as const), service, group }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), service }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('change' as const), group, to: someone, roles }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('change one' as const), service, to: someone }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('steps' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      first: fc.nat(7),
      howMany: fc.integer({ min: 1, max: 4 }),
      delivery: fc.constantFrom(
        'arrives',
        'arrives',
        'arrives twice',
        'is lost',
        'is down',
        'answer is lost',
      ),
      /** A move while the call is under way. */
      meanwhile: fc.option(fc.record({ service, group }), { freq: 4, nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('due' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retry' as const) }) },
);

it('At rest a service’s own system has the contacts of its row, whatever moved and however calls came', async () => {
  let notified = 0;
  const property = fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (actions) => {
    const world = await MovingServices.start();
    for (const one of actions) await world.happen(one);
    await world.rest();
    for (const { contacts, its } of await world.pairs()) expect(its).toEqual(contacts);
    notified += world.notified;
  });
  await fc.assert(property, { numRuns: 400, seed: 20260301 });
  expect(notified).toBeGreaterThan(400);
});
