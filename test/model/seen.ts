import { reassignmentAsOf, type Reassignment } from '../../shared/domain/reassignment.ts';
import type { Target } from '../../shared/domain/reassignment-target.ts';
import type { Contacts } from '../../shared/domain/roles.ts';
import type { Service } from '../../shared/domain/service.ts';
import type { Group } from '../../shared/domain/group.ts';
import { outcomes } from '../support/reassignments.ts';
import { serviceId, type World } from '../support/world.ts';
import { groupIds, serviceNumbers } from './actors.ts';
import type { OwnContact } from './model-types.ts';

/** A service as its row and its group's marks show it. */
export interface SeenService {
  readonly contacts: Contacts;
  /** The revision of its technical contact. */
  readonly technicalRevision: number;
  /** Whether that one was set on it alone. */
  readonly isOwn: boolean;
  /** A technical contact of its own that has yet to reach it. */
  readonly coming: OwnContact | undefined;
  /** The revision of its group. */
  readonly groupRevision: number;
}

/**
 * How far the system is with what takes time, which the model has no notion of: rows that changes reach later, changes
 * that end, and reassignments that run step by step. The model follows it in that, and in nothing else.
 */
export interface Seen {
  readonly time: number;
  readonly services: ReadonlyMap<number, SeenService>;
  /** How many changes propagate on each group. */
  readonly propagating: readonly number[];
  /** The stored states of changes. */
  readonly states: ReadonlyMap<string, string>;
  readonly reassignments: ReadonlyMap<string, SeenReassignment>;
}

export interface SeenReassignment {
  readonly reassignment: Reassignment;
  readonly targets: readonly Target[];
}

/** What the system shows now of everything. */
export async function see(world: World): Promise<Seen> {
  const groups = (await world.stores.groups.findMany(groupIds)).map(({ group }) => group);
  const groupOf = (id: string | undefined) => groups.find(({ groupId }) => groupId === id);
  const rows = await world.stores.services.findMany(serviceNumbers.map(serviceId));
  const changes = await world.stores.changes.findMany(world.changeIds);
  const services = serviceNumbers.flatMap((number): [number, SeenService][] => {
    const row = rows.get(serviceId(number));
    const group = groupOf(row?.groupId);
    return row === undefined || group === undefined ? [] : [[number, seenService(row, group)]];
  });
  const reassignments = new Map<string, SeenReassignment>();
  for (const id of world.reassignmentIds) {
    const found = await world.stores.reassignments.find(id);
    if (found === undefined) continue;
    const reassignment = reassignmentAsOf(found, world.clock.now());
    reassignments.set(id, { reassignment, targets: await outcomes(world, found) });
  }
  return {
    time: world.time,
    services: new Map(services),
    propagating: groupIds.map((id) => Object.keys(groupOf(id)?.propagating ?? {}).length),
    states: new Map(changes.map(({ changeId, state }) => [changeId, state])),
    reassignments,
  };
}

function seenService(row: Service, group: Group): SeenService {
  const coming = Object.values(group.propagating)
    .flatMap(({ serviceId: id, revision, technical }): OwnContact[] =>
      id === row.serviceId && revision > row.revisions.technical && technical !== undefined
        ? [{ to: technical, revision }]
        : [],
    )
    .toSorted((a, b) => a.revision - b.revision);
  return {
    contacts: row.contacts,
    technicalRevision: row.revisions.technical,
    isOwn: row.ownTechnicalContact === true,
    coming: coming.at(-1),
    groupRevision: group.revision,
  };
}
