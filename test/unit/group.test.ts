import { describe, expect, it } from 'vitest';
import { endOf, newGroup, withAdministrationChange, type Group } from '../../shared/domain/group.ts';
import { ada, groupId } from '../support/world.ts';

const day = 24 * 3_600_000;
const start = Date.parse('2026-03-01T08:00:00.000Z');
const on = (days: number): Date => new Date(start + days * day);

function handOver(group: Group, when: number): Group {
  const revision = group.revision + 1;
  const administrationChanges = withAdministrationChange(group, revision, on(when).toISOString());
  const roleRevisions = { ...group.roleRevisions, administration: revision };
  return { ...group, revision, roleRevisions, administrationChanges };
}

/** A group whose administration changed hands on these days, at revisions 1, 2, 3 … */
const handedOver = (...days: number[]): Group =>
  days.reduce(handOver, newGroup(groupId, { administration: ada, technical: ada, billing: ada }));

const waiting = { administrationRevision: 0, expiresAt: on(7).toISOString() };

describe('What ends a request', () => {
  it('is undefined while it waits and its requester administers the group', () => {
    expect(endOf(waiting, handedOver(), on(6.9))).toBeUndefined();
    expect(endOf({ administrationRevision: 1 }, handedOver(1), on(400))).toBeUndefined();
  });

  it('is its expiry or the loss of the administration, whichever came first', () => {
    expect(endOf(waiting, handedOver(), on(7))).toBe('expired');
    expect(endOf(waiting, handedOver(3), on(4))).toBe('rejected');
    expect(endOf(waiting, handedOver(3), on(40))).toBe('rejected');
    expect(endOf(waiting, handedOver(8), on(9))).toBe('expired');
    expect(endOf(waiting, handedOver(3, 8), on(9))).toBe('rejected');
  });

  it('is never the expiry once it has all consents', () => {
    expect(endOf({ administrationRevision: 0 }, handedOver(30), on(31))).toBe('rejected');
  });
});

describe('The changes of administration that a group remembers', () => {
  it('are the recent ones, and never too many for one row', () => {
    expect(handedOver(0, 59, 61).administrationChanges.map((change) => change.revision)).toEqual([2, 3]);
    const often = handedOver(...Array.from({ length: 500 }, (_change, index) => index / 100));
    expect(often.administrationChanges).toHaveLength(100);
    expect(often.administrationChanges.at(-1)?.revision).toBe(500);
  });
});
