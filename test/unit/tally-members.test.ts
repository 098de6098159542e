import { describe, expect, it } from 'vitest';
import { recordedBeside, tallyMembers } from '../../functions/workers/advance-change/tally-members.ts';
import type { PropagatingChange } from '../../shared/domain/contact-change.ts';
import { ChangeId, GroupId, type ServiceId } from '../../shared/domain/identifiers.ts';
import { newGroup } from '../../shared/domain/group.ts';
import { everyRoleAt } from '../../shared/domain/roles.ts';
import { joinGroup, type Service } from '../../shared/domain/service.ts';
import { outcomeStore, putOutcome } from '../../shared/store/outcomes.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, ben, groupId, serviceId } from '../support/world.ts';

const at = '2026-03-01T08:00:00.000Z';
const change: PropagatingChange = {
  changeId: ChangeId.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV'),
  groupId,
  state: 'propagating',
  contacts: { technical: { from: ada, to: ben } },
  requestedBy: ada,
  requestedAt: at,
  expiresAt: at,
  administrationRevision: 0,
  consents: [],
  revision: 5,
  propagation: {
    phase: 'reading-back',
    services: 1,
    slot: 3,
    dispatchedAt: at,
    tally: { applied: 0, superseded: 0, failed: 0 },
  },
  version: 3,
};
const group = newGroup(groupId, { administration: ada, technical: ada, billing: ada });
const service: Service = joinGroup(group, serviceId(0), 'line');
const readAs = (row: (Partial<Service> & { slot3?: object }) | undefined) =>
  tallyMembers(
    change,
    [service.serviceId],
    new Map(row && [[service.serviceId, { ...service, ...row }]]),
    new Map(),
  );
const found = (tally: object) => ({
  tally: { applied: 0, superseded: 0, failed: 0, ...tally },
  missing: [],
  overtaken: [],
});

describe('A member that is read back', () => {
  const overtaken = { revisions: { ...everyRoleAt(0), technical: 6 } };
  const said = (revision: number, outcome: string) => ({ slot3: { revision, outcome } });

  it('is found at the revision, or by what its row says it did, whatever overtook it', () => {
    expect(readAs({ revisions: { ...everyRoleAt(0), technical: 5 } })).toEqual(found({ applied: 1 }));
    expect(readAs({ ...overtaken, ...said(5, 'applied') })).toEqual(found({ applied: 1 }));
    expect(readAs({ ...overtaken, ...said(5, 'superseded') })).toEqual(found({ superseded: 1 }));
    expect(readAs(said(5, 'failed'))).toEqual(found({ failed: 1 }));
  });

  it.each([
    ['nothing', {}],
    ['an earlier change', said(4, 'applied')],
    ['a retry', said(5, 'pending')],
  ])('never took it where later revisions stand and its row speaks of %s', (_what, entry) => {
    const { tally, overtaken: members } = readAs({ ...overtaken, ...entry });
    expect([tally, members]).toEqual([{ applied: 0, superseded: 0, failed: 0 }, [service.serviceId]]);
  });

  it.each([
    ['has not taken it', { revisions: { ...everyRoleAt(9), technical: 4 } }],
    ['is not there, as a stale read may say', undefined],
    [
      'is still shown in another group, however far that one has come',
      { groupId: GroupId.parse('zz1-ovh-1'), revisions: everyRoleAt(50) },
    ],
  ])('is missing when it %s', (_which, row) => {
    expect(readAs(row).missing).toEqual([service.serviceId]);
  });
});

describe('A member that a retry is not to reach', () => {
  const retry: PropagatingChange = {
    ...change,
    propagation: { ...change.propagation, slot: 100, isRetry: true },
  };
  // A later change has taken the slot in which the row said what became of the first sending.
  const row = {
    ...service,
    revisions: { ...everyRoleAt(0), technical: 6 },
    slot3: { revision: 6, outcome: 'applied' },
  };
  const readBack = async (...superseded: ServiceId[]) => {
    const table = new MemoryTable();
    for (const one of superseded)
      await table.transact([putOutcome(retry.changeId, { state: 'superseded', serviceId: one, at })]);
    const recorded = await recordedBeside(outcomeStore(table), retry, [service.serviceId]);
    return tallyMembers(retry, [service.serviceId], new Map([[service.serviceId, row]]), recorded);
  };

  it('was superseded if that is recorded, and else took the change', async () => {
    expect(await readBack(service.serviceId)).toEqual(found({ superseded: 1 }));
    expect(await readBack()).toEqual(found({ applied: 1 }));
  });
});
