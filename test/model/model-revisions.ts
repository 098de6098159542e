import type { Role } from '../../shared/domain/roles.ts';
import type { ModelGroup, ModelService } from './model-types.ts';

/** The revision at which the group's contact of that role last changed. */
export function lastRevisionOf({ history }: ModelGroup, role: Role): number {
  const holders = history.filter(
    (entry, index) => entry.contacts[role] !== history[index - 1]?.contacts[role],
  );
  return holders.at(-1)?.revision ?? 0;
}

/** The revision of the last change of that role which the service is to take: of its group, or of it alone. */
export function lastChangeOf(group: ModelGroup, { joined, own }: ModelService, role: Role): number {
  const ofItself = role === 'technical' ? (own.at(-1)?.revision ?? 0) : 0;
  return Math.max(joined, lastRevisionOf(group, role), ofItself);
}
