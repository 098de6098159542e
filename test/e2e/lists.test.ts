import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { RunningStack } from '../support/running-stack.ts';

let running: RunningStack;
beforeAll(async () => {
  running = await RunningStack.shared();
});

describe('Lists of changes', () => {
  it('are newest first, filtered, and stable when rows are written between two pages', async () => {
    const { groupId, administration, heir } = await running.group(1);
    const ask = async (reason: string) => {
      const body = { contacts: { technical: heir }, reason };
      const { changeId } = await running.call(
        operations.requestGroupChange,
        administration,
        { groupId },
        { body },
      );
      return changeId;
    };
    const cancel = (changeId: string) =>
      running.call(operations.cancelContactChange, administration, { changeId });
    const ids: string[] = [];
    for (let number = 0; number < 5; number++) {
      const changeId = await ask(`number ${number}`);
      ids.unshift(changeId);
      await cancel(changeId);
    }
    const page = (query: string) => running.call(operations.listGroupChanges, heir, { groupId }, { query });
    const asAdministration = (query: string) =>
      running.call(operations.listGroupChanges, administration, { groupId }, { query });
    await expect(page('?limit=2')).rejects.toThrow('404');
    const first = await asAdministration('?limit=2&state=cancelled');
    const newest = await ask('written between the pages');
    const cursor = encodeURIComponent(first.nextCursor ?? '');
    const second = await asAdministration(`?limit=10&state=cancelled&cursor=${cursor}`);
    expect([...first.items, ...second.items].map((change) => change.changeId)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    expect(first.items[0]).toMatchObject({
      requestedBy: administration,
      reason: 'number 4',
      contacts: { technical: { to: heir } },
      state: 'cancelled',
    });

    const waiting = await running.call(
      operations.listMyChanges,
      heir,
      {},
      {
        query: '?party=recipient&state=awaiting-consent',
      },
    );
    expect(waiting.items.map((change) => change.changeId)).toEqual([newest]);
    const asked = await running.call(operations.listMyChanges, heir, {}, { query: '?party=requester' });
    expect(asked.items).toEqual([]);
  });

  it('show a request as ended before its end is stored', async () => {
    const { groupId, administration, heir, billing, serviceIds } = await running.group(1);
    const [serviceId = ''] = serviceIds;
    const onService = await running.call(
      operations.requestServiceChange,
      administration,
      { serviceId },
      {
        body: { contacts: { technical: heir } },
      },
    );
    const refused = await running.call(operations.refuseContactChange, heir, {
      changeId: onService.changeId,
    });
    expect(refused.state).toBe('refused');
    const again = await running.call(
      operations.requestServiceChange,
      administration,
      { serviceId },
      {
        body: { contacts: { technical: heir } },
      },
    );
    const cancelled = await running.call(operations.cancelContactChange, administration, {
      changeId: again.changeId,
    });
    expect(cancelled.state).toBe('cancelled');
    const { changeId } = await running.call(
      operations.requestServiceChange,
      administration,
      { serviceId },
      {
        body: { contacts: { technical: heir } },
      },
    );
    const handOver = { contacts: { administration: billing } };
    const moving = await running.call(
      operations.requestGroupChange,
      administration,
      { groupId },
      { body: handOver },
    );
    expect(moving.warnings?.map((warning) => warning.changeId)).toEqual([changeId]);
    await running.accept(billing, moving.changeId);
    const query = '?state=rejected';
    const history = await running.call(operations.listGroupChanges, billing, { groupId }, { query });
    const mine = await running.call(operations.listMyChanges, heir, {}, { query });
    for (const { items } of [history, mine]) {
      expect(items).toMatchObject([{ changeId, rejection: { code: 'requester-lost-administration' } }]);
    }
  });

  it('of groups name those on which the caller holds the role, page by page', async () => {
    const first = await running.group(0);
    const nic = first.administration;
    for (const number of [2, 10, 11]) {
      const contacts = { ...first.contacts, technical: number === 10 ? nic : first.technical };
      await running.call(
        operations.putGroup,
        'op1-ovh',
        { groupId: `${nic}-${number}` },
        { body: { contacts } },
      );
    }
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = `?limit=1${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const page = await running.call(operations.listGroups, nic, {}, { query });
      found.push(...page.items.map((group) => group.groupId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(found.toSorted()).toEqual([1, 10, 11, 2].map((number) => `${nic}-${number}`).toSorted());
    const technical = await running.call(operations.listGroups, nic, {}, { query: '?role=technical' });
    expect(technical.items.map((group) => group.groupId)).toEqual([`${nic}-10`]);
  });
});
