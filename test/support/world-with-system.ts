import { FakeMemberSystem } from './fake-member-system.ts';
import { World } from './world.ts';

/** A group with the given number of services, and a fake member system. */
export async function worldWithSystem(services: number) {
  const world = new World();
  const system = new FakeMemberSystem();
  world.memberSystem = system;
  await world.group(services);
  return { world, system };
}
