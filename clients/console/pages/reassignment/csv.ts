import type { TFunction } from 'i18next';
import type {
  OutcomeAnswer,
  ReassignmentAnswer,
} from '../../../../shared/http/contract/reassignment-shapes.ts';
import type { Cell } from '../../values/csv-cells.ts';
import { formatServiceId } from '../../../lib/values/phone-numbers.ts';

/** The names of the columns. */
export const outcomeHeader = (t: TFunction): string[] => [
  t('history.csv.group'),
  t('history.csv.service'),
  t('reassignment.csv.roles'),
  t('history.csv.before'),
  t('history.csv.after'),
  t('history.csv.state'),
  t('reassignment.csv.why'),
  t('history.csv.change'),
];

/** What became of a target, as a line. */
export const outcomeLine = (
  { from, to }: ReassignmentAnswer,
  { groupId, serviceId, roles, state, failure, changeId }: OutcomeAnswer,
  t: TFunction,
): Cell[] => [
  groupId,
  serviceId === undefined ? undefined : formatServiceId(serviceId),
  roles.map((role) => t(`words.role.${role}`)).join(', '),
  from,
  to,
  t(`words.targetState.${state}`),
  failure === undefined ? undefined : t(`codes.targetFailure.${failure.code}`),
  changeId,
];
