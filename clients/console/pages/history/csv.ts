import type { TFunction } from 'i18next';
import { roles } from '../../../../shared/domain/roles.ts';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { cellTime, type Cell } from '../../values/csv-cells.ts';
import { formatServiceId } from '../../../lib/values/phone-numbers.ts';
import { timeZone } from '../../values/times.ts';
import { ownWordsOf } from '../../values/own-words.ts';

/** The names of the columns. Times are of this device's zone, which the first says. */
export const historyHeader = (t: TFunction): string[] => [
  t('history.csv.requestedAt', { zone: timeZone() }),
  t('history.csv.requestedBy'),
  t('history.csv.group'),
  t('history.csv.service'),
  t('history.csv.role'),
  t('history.csv.before'),
  t('history.csv.after'),
  t('history.csv.reason'),
  t('history.csv.state'),
  t('history.csv.decision'),
  t('history.csv.decidedAt'),
  t('history.csv.effectiveAt'),
  t('history.csv.completedAt'),
  t('history.csv.services'),
  t('history.csv.failed'),
  t('history.csv.ended'),
  t('history.csv.change'),
];

/** A line for each role that the change is about. */
export const historyLines = (change: ContactChangeAnswer, t: TFunction): Cell[][] =>
  roles.flatMap((role) => {
    const move = change.contacts[role];
    if (move === undefined) return [];
    const consent = change.consents.find((one) => one.roles.includes(role));
    const { rejection, serviceId, progress } = change;
    return [
      [
        cellTime(change.requestedAt),
        change.requestedBy,
        change.groupId,
        serviceId === undefined ? undefined : formatServiceId(serviceId),
        t(`words.role.${role}`),
        move.from,
        move.to,
        change.reason,
        t(`words.changeState.${change.state}`),
        consent === undefined ? undefined : t(`words.decision.${consent.decision}`),
        cellTime(consent?.decidedAt),
        cellTime(change.startedAt),
        cellTime(change.completedAt),
        progress.services,
        progress.failed,
        rejection === undefined
          ? undefined
          : (ownWordsOf(rejection) ?? t(`codes.rejection.${rejection.code}`)),
        change.changeId,
      ],
    ];
  });
