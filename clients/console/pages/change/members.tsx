import { Button, Card, Group, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  MemberState,
  type ContactChangeAnswer,
  type MemberOutcomeAnswer,
} from '../../../../shared/http/contract/shapes.ts';
import { useApi } from '../../api/client.ts';
import { memberOutcomesQuery, pollInterval } from '../../api/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Time } from '../../components/time.tsx';
import { formatServiceId } from '../../../lib/values/phone-numbers.ts';
import classes from './members.module.css';

const pageSize = 20;

/** The services of a change in one state, at first those that failed, with their reasons. */
export function Members({ change }: { readonly change: ContactChangeAnswer }) {
  const { t } = useTranslation();
  const { changeId, progress, revision, state } = change;
  const [chosen, setChosen] = useState<MemberState>();
  const shown = chosen ?? (progress.failed > 0 ? 'failed' : 'applied');
  const list = useInfiniteQuery({
    ...memberOutcomesQuery(useApi(), changeId, shown, pageSize),
    enabled: revision !== undefined,
    refetchInterval: pollInterval(state),
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = list;
  const items = data?.pages.flatMap((page) => page.items);
  if (revision === undefined || progress.services === 0) return null;
  const isHidden = items?.length === 0 && progress[shown] > 0 && state !== 'propagating';
  return (
    <Card component="section">
      <Stack>
        <Group justify="space-between" align="flex-end">
          <Title order={2}>
            {t(shown === 'failed' ? 'change.members.failedTitle' : 'change.members.title')}
          </Title>
          <NativeSelect
            label={t('change.members.state')}
            value={shown}
            onChange={({ currentTarget }) => setChosen(MemberState.parse(currentTarget.value))}
            data={MemberState.options.map((value) => ({ value, label: t(`words.memberState.${value}`) }))}
          />
        </Group>
        {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {items === undefined && error === null && <Skeleton height={60} />}
        {items?.length === 0 && (
          <Text c="dimmed">{t(isHidden ? 'change.members.hidden' : 'change.members.none')}</Text>
        )}
        {items !== undefined && items.length > 0 && (
          <ul className={classes['list']}>
            {items.map((outcome) => (
              <Member key={outcome.serviceId} outcome={outcome} />
            ))}
          </ul>
        )}
        {hasNextPage && (
          <Button
            variant="default"
            size="sm"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t('shell.page.more')}
          </Button>
        )}
      </Stack>
    </Card>
  );
}

function Member({ outcome }: { readonly outcome: MemberOutcomeAnswer }) {
  const { t } = useTranslation();
  const { serviceId, kind, attempts, failure } = outcome;
  return (
    <li>
      <span className="number" title={serviceId}>
        {formatServiceId(serviceId)}
      </span>
      <Text span size="sm" c="dimmed">
        {t(`words.kind.${kind}`)}
        {attempts !== undefined && ` · ${t('change.members.attempts', { count: attempts })}`}
      </Text>
      {failure !== undefined && (
        <Text size="sm" className={classes['why'] ?? ''}>
          {t(`codes.memberFailure.${failure.code}`)} <Time at={failure.at} />
          {failure.answer !== undefined && (
            <Text span size="sm" c="dimmed" display="block">
              {t('change.members.answer', { answer: failure.answer })}
            </Text>
          )}
        </Text>
      )}
    </li>
  );
}
