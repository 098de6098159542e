import type { GroupIdProblem, NicProblem } from '../../lib/values/ids.ts';
import type { ServiceIdProblem } from '../../lib/values/service-id.ts';

/** Why a cell is refused, and its row with it. */
export type CellProblem =
  | NicProblem
  | GroupIdProblem
  | ServiceIdProblem
  | 'not-yes-or-no'
  | 'not-whole-cents'
  | 'not-open-or-closed'
  | 'not-a-language'
  | 'not-a-kind'
  | 'not-roles'
  | 'not-group-ids'
  | 'not-a-time';

const asText =
  'In Excel, open the source again with Data > From Text/CSV and set the type of this column to Text: what is ' +
  'already changed cannot be changed back.';

/** What to do about each, for the person who has the file. */
export const adviceFor: Readonly<Record<CellProblem, string>> = {
  empty: 'The cell is empty. Fill it.',
  'not-a-nic': 'A nic looks like ab12345-ovh.',
  'not-a-group-id': 'The id of a group looks like ab12345-ovh-1.',
  'rounded-by-spreadsheet': `The spreadsheet rounded the number, so digits are lost. ${asText}`,
  'zeros-lost':
    'The number has no 00, + or 0 in front. The spreadsheet may have dropped the zeros, and it could be a national ' +
    `or an international number. ${asText} Or write it like 0033972101234.`,
  'country-needed': 'The number is a national one. Give its country with --country, like --country FR.',
  'not-in-country': 'The country given with --country has no such number. Write it like 0033972101234.',
  'trunk-zero': 'The zero after the country code is not part of the number. Write it like 0033972101234.',
  'not-a-number': 'A number looks like 0033972101234, +33972101234 or, with --country FR, 09 72 10 12 34.',
  'not-yes-or-no': 'Write yes or no.',
  'not-whole-cents': 'Write the balance in whole cents, like -1250 for 12.50 of debt.',
  'not-open-or-closed': 'Write open or closed.',
  'not-a-language': 'Write fr or en.',
  'not-a-kind': 'Write line or number.',
  'not-roles':
    'Write one or more of administration, technical and billing, with a comma between them, or all.',
  'not-group-ids': 'Write ids like ab12345-ovh-1, with a comma between them.',
  'not-a-time':
    'Write a time with its offset, like 2026-03-01T09:00:00+01:00. In Excel, set the format of the column to Text ' +
    'before you type it.',
};
