import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeState } from '../../../../shared/domain/contact-change.ts';
import { useApi } from '../../api/client.ts';
import { everyChangeQuery } from '../../api/operator-queries.ts';
import { MoreButton } from '../../components/more-button.tsx';
import { Rows } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useSearchInput } from '../../components/use-search-input.ts';
import { ChangeCard } from './change-card.tsx';
import classes from './operator.module.css';

const RetryDialog = lazy(() => import('./retry-dialog.tsx'));

/** The changes over all groups in one state, at first those that ended with failures. */
export function Changes() {
  const { t } = useTranslation();
  const search = useSearchInput(['state']);
  const [isRetrying, setRetrying] = useState(false);
  const state = ChangeState.safeParse(search.input('state')).data ?? 'completed-with-failures';
  const list = useInfiniteQuery({
    ...everyChangeQuery(useApi(), state),
    placeholderData: keepPreviousData,
  });
  const { data, error, refetch, isPlaceholderData } = list;
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <NativeSelect
          label={t('history.filter.state')}
          value={state}
          onChange={({ currentTarget }) => search.set('state', currentTarget.value)}
          data={ChangeState.options.map((value) => ({ value, label: t(`words.changeState.${value}`) }))}
        />
        {state === 'completed-with-failures' && (
          <Button
            leftSection={<IconRefresh size={20} aria-hidden />}
            onClick={() => setRetrying(true)}
            aria-haspopup="dialog"
          >
            {t('operator.retryMany')}
          </Button>
        )}
      </Group>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {items === undefined && error === null && <Rows count={3} height={130} />}
      {items?.length === 0 && <Text c="dimmed">{t('operator.none.changes')}</Text>}
      <ul className={classes['list']} aria-busy={isPlaceholderData}>
        {items?.map((change) => (
          <ChangeCard key={change.changeId} change={change} />
        ))}
      </ul>
      <MoreButton list={list} />
      {isRetrying && (
        <Suspense>
          <RetryDialog onClose={() => setRetrying(false)} />
        </Suspense>
      )}
    </Stack>
  );
}
