import type * as z from 'zod';
import { roles, type Role } from '../../../../shared/domain/roles.ts';
import type { operations } from '../../../../shared/http/contract/operations.ts';
import { readNic } from '../../../lib/values/ids.ts';

/** What the person typed, as typed. */
export interface Draft {
  readonly contacts: Readonly<Record<Role, string>>;
  readonly reason: string;
  readonly when: 'now' | 'later';
  /** As the field has it: `2026-03-01T09:00`, in this device's time zone. */
  readonly at: string;
  /** By nic. */
  readonly codes: Readonly<Record<string, string>>;
}

export const emptyDraft: Draft = {
  contacts: { administration: '', technical: '', billing: '' },
  reason: '',
  when: 'now',
  at: '',
  codes: {},
};

export type ChangeBody = z.input<typeof operations.requestGroupChange.body>;

/** The nic of a field, of which blanks and capitals do not matter; undefined while it is none. */
export function nicOf(given: string): string | undefined {
  const nic = readNic(given);
  return nic.ok ? nic.value : undefined;
}

/** The recipients, each once. */
export const recipientsOf = ({ contacts }: Draft): string[] => [
  ...new Set(roles.flatMap((role) => nicOf(contacts[role]) ?? [])),
];

/** Whether a field holds something that is no nic. */
export const isHalfTyped = (given: string): boolean => given.trim() !== '' && nicOf(given) === undefined;

/** Whether the field for date and time holds a moment. */
export const isTime = (given: string): boolean => !Number.isNaN(Date.parse(given));

/** The request that the draft makes. Fields that are empty, or not finished, are left out. */
export function bodyOf(draft: Draft): ChangeBody {
  const { contacts, reason, when, at, codes } = draft;
  const given = roles.flatMap((role) => {
    const nic = nicOf(contacts[role]);
    return nic === undefined ? [] : [[role, nic] as const];
  });
  const consentCodes = Object.fromEntries(
    recipientsOf(draft).flatMap((nic) => {
      const code = codes[nic]?.trim() ?? '';
      return code === '' ? [] : [[nic, code]];
    }),
  );
  return {
    contacts: Object.fromEntries(given),
    ...(reason.trim() !== '' && { reason: reason.trim() }),
    ...(when === 'later' && isTime(at) && { effectiveAt: new Date(at).toISOString() }),
    ...(Object.keys(consentCodes).length > 0 && { consentCodes }),
  };
}

export const isEmpty = (body: ChangeBody): boolean => Object.keys(body.contacts).length === 0;
