import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  eligibility,
  eligibilityOfFirstContacts,
  ineligibilities,
  type Account,
  type Eligibility,
} from '../../shared/domain/account.ts';
import { newGroup } from '../../shared/domain/group.ts';
import { roles, type Role } from '../../shared/domain/roles.ts';
import { accountStore } from '../../shared/store/accounts.ts';
import { eligibilityChecks } from '../../shared/store/effective-writes.ts';
import { groupStore } from '../../shared/store/groups.ts';
import { written } from '../../shared/store/written.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { ada, ben, groupId } from '../support/world.ts';

const everyRequirement = [...new Set(roles.flatMap((role) => eligibility[role]))];

const accountOf = (nic: Account['nic']) =>
  fc.record({
    nic: fc.constant(nic),
    voipValidated: fc.boolean(),
    balanceCents: fc.integer({ min: -10_000, max: 10_000 }),
    status: fc.constantFrom('open' as const, 'closed' as const),
  });
const someRoles = fc.subarray([...roles], { minLength: 1 });

const without = (code: string): Eligibility => ({
  administration: eligibility.administration.filter((one) => one.code !== code),
  technical: eligibility.technical.filter((one) => one.code !== code),
  billing: eligibility.billing.filter((one) => one.code !== code),
});

/** The violations of a change that gives `ben` these roles, and whether its transaction succeeds. */
async function checked(account: Account | undefined, taken: readonly Role[], rule?: Eligibility) {
  const table = new MemoryTable();
  const accounts = accountStore(table);
  if (account !== undefined) await accounts.save(account);
  const known = await accounts.findMany([ben]);
  const contacts = Object.fromEntries(taken.map((role) => [role, { from: ada, to: ben }]));
  return {
    violations: taken.flatMap((role) => ineligibilities(role, ben, known, rule)),
    isWritten: await written(table.transact(eligibilityChecks({ contacts }, rule))),
  };
}

describe('Who may become a contact (R3)', () => {
  it('is the same for the check of a request and for the transaction that makes it effective', async () => {
    const known = fc.option(accountOf(ben), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(known, someRoles, async (account, taken) => {
        const { violations, isWritten } = await checked(account, taken);
        expect(isWritten).toBe(violations.length === 0);
      }),
    );
  });

  for (const { code } of everyRequirement) {
    it(`is relaxed for both if ${code} is removed from the table of requirements`, async () => {
      const relaxed = without(code);
      let wasDecisive = false;
      await fc.assert(
        fc.asyncProperty(accountOf(ben), someRoles, async (account, taken) => {
          const before = await checked(account, taken);
          const after = await checked(account, taken, relaxed);
          expect(after.violations).toEqual(before.violations.filter((one) => one.code !== code));
          expect(after.isWritten).toBe(after.violations.length === 0);
          wasDecisive ||= after.isWritten && !before.isWritten;
        }),
        // Enough for an account that meets every other requirement, whatever the draw.
        { numRuns: 1_000 },
      );
      expect(wasDecisive).toBe(true);
    });
  }

  it('is the same for the check of a new group and for the transaction that creates it', async () => {
    const accountsOfBoth = fc.tuple(accountOf(ada), fc.option(accountOf(ben), { nil: undefined }));
    await fc.assert(
      fc.asyncProperty(accountsOfBoth, someRoles, async (known, taken) => {
        const table = new MemoryTable();
        for (const account of known) if (account !== undefined) await accountStore(table).save(account);
        const contacts = { administration: ada, technical: ada, billing: ada };
        for (const role of taken) contacts[role] = ben;
        const accounts = await accountStore(table).findMany([ada, ben]);
        const violations = roles.flatMap((role) =>
          ineligibilities(role, contacts[role], accounts, eligibilityOfFirstContacts),
        );
        const isCreated = await groupStore(table).create(newGroup(groupId, contacts));
        expect(isCreated).toBe(violations.length === 0);
      }),
    );
  });
});
