import type { Client } from '../../../clients/lib/api/client.ts';
import { difference, total } from '../../../infra/local/lib/meter.ts';
import { newChangeId, newReassignmentId } from '../../../shared/commands/new-id.ts';
import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import { Nic } from '../../../shared/domain/identifiers.ts';
import { newReassignment } from '../../../shared/domain/reassignment.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { inChunks, mapConcurrently } from '../../../shared/runtime/chunks.ts';
import { accountKey } from '../../../shared/store/keys.ts';
import { accountEntry } from '../../../shared/store/list-entries.ts';
import { saveChange } from '../../../shared/store/change-writes.ts';
import { saveReassignment } from '../../../shared/store/reassignment-writes.ts';
import type { Put } from '../../../shared/store/table.ts';
import { Callers, operatorNic } from '../lab/callers.ts';
import { firstContacts } from '../lab/departments.ts';
import { makeGroups, type BenchGroup } from '../lab/groups.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabStack } from '../lab/lab-stack.ts';
import { Observations } from '../measurement.ts';
import { figure, pivot } from '../report/table.ts';
import type { Section } from './section.ts';

/** How much is listed, the first time nothing. */
const amounts = [0, 1_000, 10_000];
const pageSize = 50;
const writesAtOnce = 4;
/** Due work runs every minute, and its requests would be counted too. */
const tries = 3;

/** What a page of an operators' list costs, however much is listed. */
export const operatorLists: Section = {
  title: `A page of ${pageSize} of the operators' lists`,

  async measure(lab) {
    const observations = new Observations('operator-lists');
    const stack = await lab.startStack();
    try {
      const callers = new Callers(lab.issuer, stack);
      const groups = await makeGroups(
        callers,
        Array.from({ length: pageSize }, () => 1),
      );
      let written = 0;
      for (const listed of amounts) {
        await write(lab, groups, written, listed);
        written = listed;
        for (const [list, asked] of Object.entries(lists)) {
          const { requests, readUnits } = await costOf(stack, callers, asked, Math.min(listed, pageSize));
          observations.add('requests of a page', 'requests', { list, listed }, requests);
          observations.add('read units of a page', 'units', { list, listed }, readUnits);
        }
      }
    } finally {
      await stack.stop();
    }
    return observations.medians();
  },

  describe: (measurements) =>
    pivot(measurements, {
      title: 'list',
      row: ({ metric, of }) => `${of['list']}: ${metric}`,
      column: ({ of }) => `of ${figure(Number(of['listed']))}`,
    }),
};

type List = (operator: Client) => Promise<{ readonly items: readonly unknown[] }>;

const lists: Readonly<Record<string, List>> = {
  changes: (operator) =>
    operator.call(operations.listMyChanges, { query: { of: 'everyone', state: 'refused', limit: pageSize } }),
  reassignments: (operator) =>
    operator.call(operations.listReassignments, {
      query: { of: 'everyone', state: 'awaiting-consent', limit: pageSize },
    }),
  accounts: (operator) =>
    operator.call(operations.listAccounts, { query: { prefix: 'zq', limit: pageSize } }),
};

/** The smallest of some tries. Throws if the page is not as full as it must be. */
async function costOf(stack: LabStack, callers: Callers, list: List, items: number) {
  const operator = callers.as(operatorNic);
  const costs: { requests: number; readUnits: number }[] = [];
  for (let attempt = 0; attempt < tries; attempt++) {
    const before = stack.meter.snapshot();
    const page = await list(operator);
    if (page.items.length !== items) throw new Error(`It lists ${page.items.length} and not ${items}.`);
    const { databaseRequests, readUnits } = difference(before, stack.meter.snapshot());
    costs.push({ requests: total(databaseRequests), readUnits: total(readUnits) });
  }
  const [least] = costs.toSorted((a, b) => a.requests - b.requests || a.readUnits - b.readUnits);
  if (least === undefined) throw new Error('Nothing was measured.');
  return least;
}

/** Writes further rows, as the system writes them, around the system. */
async function write(lab: Lab, groups: readonly BenchGroup[], from: number, until: number): Promise<void> {
  const now = new Date();
  const puts = Array.from({ length: until - from }, (_, index) => {
    const { groupId } = groups[index % groups.length] ?? {};
    if (groupId === undefined) throw new Error('There is no group.');
    const change = refusedChange(groupId, now);
    const request = { from: firstContacts.technical, to: other, roles: ['technical' as const] };
    const asked = { ...request, requestedBy: owner, isByOperator: true };
    const nic = Nic.parse(`zq${from + index}-ovh`);
    const account = { nic, voipValidated: true, balanceCents: 0, status: 'open' };
    return [
      saveChange(change, now),
      saveReassignment(newReassignment(newReassignmentId(now), asked, false, now), now),
      { put: { ...accountKey(nic), ...account, ...accountEntry(nic) } },
    ] satisfies Put[];
  });
  await mapConcurrently(inChunks(puts.flat(), 99), writesAtOnce, (chunk) => lab.rows.put(chunk));
}

const owner = Nic.parse(operatorNic);
const other = Nic.parse('zz1-ovh');

const refusedChange = (groupId: BenchGroup['groupId'], now: Date): ContactChange => ({
  changeId: newChangeId(now),
  groupId,
  state: 'refused',
  contacts: { technical: { from: firstContacts.technical, to: other } },
  requestedBy: firstContacts.administration,
  requestedAt: now.toISOString(),
  expiresAt: now.toISOString(),
  administrationRevision: 0,
  consents: [{ nic: other, roles: ['technical'], decision: 'refused', decidedAt: now.toISOString() }],
  version: 1,
});
