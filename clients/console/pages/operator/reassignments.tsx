import { NativeSelect, Stack, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ReassignmentState } from '../../../../shared/domain/reassignment.ts';
import { useApi } from '../../api/client.ts';
import { everyReassignmentQuery } from '../../api/operator-queries.ts';
import { MoreButton } from '../../components/more-button.tsx';
import { Rows } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ReassignmentCard } from '../../components/reassignment-card.tsx';
import { useSearchInput } from '../../components/use-search-input.ts';
import classes from './operator.module.css';

/** The reassignments of everyone in one state, at first those that run. */
export function Reassignments() {
  const { t } = useTranslation();
  const search = useSearchInput(['state']);
  const state = ReassignmentState.safeParse(search.input('state')).data ?? 'running';
  const list = useInfiniteQuery({
    ...everyReassignmentQuery(useApi(), state),
    placeholderData: keepPreviousData,
  });
  const { data, error, refetch, isPlaceholderData } = list;
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <Stack>
      <NativeSelect
        label={t('history.filter.state')}
        maw="20rem"
        value={state}
        onChange={({ currentTarget }) => search.set('state', currentTarget.value)}
        data={ReassignmentState.options.map((value) => ({
          value,
          label: t(`words.reassignmentState.${value}`),
        }))}
      />
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {items === undefined && error === null && <Rows count={3} height={86} />}
      {items?.length === 0 && <Text c="dimmed">{t('operator.none.reassignments')}</Text>}
      <ul className={classes['list']} aria-busy={isPlaceholderData}>
        {items?.map((reassignment) => (
          <ReassignmentCard key={reassignment.reassignmentId} reassignment={reassignment} />
        ))}
      </ul>
      <MoreButton list={list} />
    </Stack>
  );
}
