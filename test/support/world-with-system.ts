import { FakeMemberSystem } from './fake-member-system.ts';
import { World } from './world.ts';

/** A group of that many services, and a system of members that is told of what happens from now on. */
export async function worldWithSystem(services: number) {
  const world = new World();
  const system = new FakeMemberSystem();
  await world.group(services);
  world.memberSystem = system;
  return { world, system };
}
