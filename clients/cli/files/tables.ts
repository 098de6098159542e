import * as z from 'zod';
import { AccountEmail, AccountName, Description, Reason } from '../../../shared/http/contract/values.ts';
import type { CountryCode } from '../../lib/values/service-id.ts';
import {
  centsCell,
  choiceCell,
  groupIdCell,
  groupIdsCell,
  nicCell,
  rolesCell,
  serviceIdCell,
  timeCell,
  yesOrNoCell,
} from './cells.ts';
import { accountTitles, groupTitles, pairTitles, serviceTitles, type Titles } from './titles.ts';

/** The columns of a file. Those whose schema takes undefined may be left out, as a column or in a row. */
export interface Table<Shape extends z.ZodRawShape> {
  readonly schema: z.ZodObject<Shape>;
  readonly titles: Titles<keyof Shape & string>;
}

/** Accounts. What is left out of an existing account stays as it is. */
export const accountTable = {
  schema: z.object({
    nic: nicCell,
    voipValidated: yesOrNoCell,
    balanceCents: centsCell,
    status: choiceCell(
      [
        ['open', 'open', 'ouvert', 'active', 'actif'],
        ['closed', 'closed', 'fermé', 'clos', 'clôturé'],
      ],
      'not-open-or-closed',
    ),
    name: AccountName.optional(),
    email: AccountEmail.optional(),
    language: choiceCell(
      [
        ['fr', 'fr', 'french', 'français'],
        ['en', 'en', 'english', 'anglais'],
      ],
      'not-a-language',
    ).optional(),
  }),
  titles: accountTitles,
};
export type AccountRow = z.infer<typeof accountTable.schema>;

/** Groups with their first contacts. */
export const groupTable = {
  schema: z.object({
    groupId: groupIdCell,
    description: Description.optional(),
    administration: nicCell,
    technical: nicCell,
    billing: nicCell,
  }),
  titles: groupTitles,
};
export type GroupRow = z.infer<typeof groupTable.schema>;

/** Services of groups. @param country where national numbers are dialled */
export const serviceTable = (country?: CountryCode) => ({
  schema: z.object({
    groupId: groupIdCell,
    serviceId: serviceIdCell(country),
    kind: choiceCell(
      [
        ['line', 'line', 'ligne'],
        ['number', 'number', 'numéro', 'alias'],
      ],
      'not-a-kind',
    ),
  }),
  titles: serviceTitles,
});
export type ServiceRow = z.infer<ReturnType<typeof serviceTable>['schema']>;

/** Pairs of nics: who is replaced by whom, in which roles. */
export const pairTable = {
  schema: z.object({
    from: nicCell,
    to: nicCell,
    roles: rolesCell,
    groups: groupIdsCell.optional(),
    runAt: timeCell.optional(),
    reason: Reason.optional(),
  }),
  titles: pairTitles,
};
export type PairRow = z.infer<typeof pairTable.schema>;
