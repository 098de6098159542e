import { Button, Stack, Text } from '@mantine/core';
import { IconHistory, IconListSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { useApi } from '../../api/client.ts';
import { historyQuery, wholeHistory } from '../../api/history-queries.ts';
import { groupQuery } from '../../api/queries.ts';
import { paths } from '../../app/paths.ts';
import { CsvButton } from '../../components/csv-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { formatTime, localTime } from '../../values/times.ts';
import { historyHeader, historyLines } from './csv.ts';
import { Entry } from './entry.tsx';
import { Filters } from './filters.tsx';
import { useHistoryFilter } from './use-filter.ts';
import classes from './page.module.css';

/** The history of a group: who changed what, when and why. */
export function Component() {
  const { groupId = '' } = useParams();
  const { t } = useTranslation();
  const api = useApi();
  const { input, set, clear, isEmpty, filter } = useHistoryFilter();
  const { data: group } = useQuery(groupQuery(api, groupId));
  const list = useInfiniteQuery({ ...historyQuery(api, groupId, filter), placeholderData: keepPreviousData });
  const { data, error, refetch, isPlaceholderData } = list;
  const changes = data?.pages.flatMap(({ items }) => items);
  const name = group?.description ?? groupId;
  return (
    <Page
      title={t('history.title')}
      back={{ to: paths.group(groupId), label: name }}
      subtitle={t('history.subtitle')}
      actions={
        changes !== undefined &&
        changes.length > 0 && (
          <CsvButton
            fileName={t('history.csv.fileName', { groupId })}
            header={historyHeader(t)}
            items={(signal) => wholeHistory(api, groupId, filter, signal)}
            linesOf={(change) => historyLines(change, t)}
          />
        )
      }
    >
      <Stack gap="md">
        <Filters input={input} set={set} />
        {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {changes === undefined && error === null && <Rows count={4} height={110} />}
        {changes?.length === 0 &&
          (isEmpty ? (
            <EmptyState title={t('history.empty')} icon={IconHistory}>
              <Text>{t('history.emptyDetail')}</Text>
            </EmptyState>
          ) : (
            <EmptyState title={t('history.noMatch')} icon={IconListSearch}>
              <Text>{t('history.noMatchDetail')}</Text>
              <Button variant="default" onClick={clear}>
                {t('groups.clear')}
              </Button>
            </EmptyState>
          ))}
        <div className={classes['days']} aria-busy={isPlaceholderData}>
          {byDay(changes ?? []).map(([day, entries]) => (
            <section key={day}>
              <h2 className={classes['day']}>
                {formatTime(entries[0]?.requestedAt ?? day, currentLanguage(), 'day')}
              </h2>
              <ul className={classes['entries']}>
                {entries.map((change) => (
                  <Entry key={change.changeId} change={change} />
                ))}
              </ul>
            </section>
          ))}
        </div>
        <MoreButton list={list} />
      </Stack>
    </Page>
  );
}

/** The changes by the day of their request in this device's time zone, in their order. */
function byDay(changes: readonly ContactChangeAnswer[]): [day: string, changes: ContactChangeAnswer[]][] {
  return [...Map.groupBy(changes, ({ requestedAt }) => localTime(new Date(requestedAt)).slice(0, 10))];
}
