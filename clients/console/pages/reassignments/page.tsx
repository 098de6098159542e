import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconArrowsExchange2, IconListSearch, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ReassignmentState } from '../../../../shared/domain/reassignment.ts';
import { ReassignmentParty } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { useApi } from '../../api/client.ts';
import { reassignmentsQuery } from '../../api/reassignment-queries.ts';
import { paths } from '../../app/paths.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ReassignmentCard } from '../../components/reassignment-card.tsx';
import { useSearchInput } from '../../components/use-search-input.ts';

/** The reassignments that the person has a part in. */
export function Component() {
  const { t } = useTranslation();
  const { input, set, clear, isEmpty } = useSearchInput(['state', 'party']);
  const state = ReassignmentState.safeParse(input('state')).data;
  const party = ReassignmentParty.safeParse(input('party')).data;
  const list = useInfiniteQuery({
    ...reassignmentsQuery(useApi(), { state, party }),
    placeholderData: keepPreviousData,
  });
  const { data, error, refetch, isPlaceholderData } = list;
  const items = data?.pages.flatMap((page) => page.items);
  const start = (
    <Button component={Link} to={paths.newReassignment} leftSection={<IconPlus size={20} aria-hidden />}>
      {t('reassignment.start')}
    </Button>
  );
  const isNone = items?.length === 0 && isEmpty;
  return (
    <Page title={t('replace.list')} subtitle={t('reassignment.listSubtitle')} actions={!isNone && start}>
      <Stack gap="lg">
        {!isNone && (
          <Group component="search">
            <NativeSelect
              label={t('reassignment.party')}
              value={party ?? ''}
              onChange={({ currentTarget }) => set('party', currentTarget.value)}
              data={[
                { value: '', label: t('reassignment.everyParty') },
                ...ReassignmentParty.options.map((value) => ({
                  value,
                  label: t(`reassignment.parties.${value}`),
                })),
              ]}
            />
            <NativeSelect
              label={t('history.filter.state')}
              value={state ?? ''}
              onChange={({ currentTarget }) => set('state', currentTarget.value)}
              data={[
                { value: '', label: t('history.filter.everyState') },
                ...ReassignmentState.options.map((value) => ({
                  value,
                  label: t(`words.reassignmentState.${value}`),
                })),
              ]}
            />
          </Group>
        )}
        {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {items === undefined && error === null && <Rows count={4} height={86} />}
        {isNone && (
          <EmptyState title={t('reassignment.empty')} icon={IconArrowsExchange2}>
            <Text>{t('reassignment.emptyDetail')}</Text>
            {start}
          </EmptyState>
        )}
        {items?.length === 0 && !isEmpty && (
          <EmptyState title={t('reassignment.noMatch')} icon={IconListSearch}>
            <Button variant="default" onClick={clear}>
              {t('groups.clear')}
            </Button>
          </EmptyState>
        )}
        <Stack gap="sm" component="ul" m={0} p={0} aria-busy={isPlaceholderData}>
          {items?.map((reassignment) => (
            <ReassignmentCard key={reassignment.reassignmentId} reassignment={reassignment} />
          ))}
        </Stack>
        <MoreButton list={list} />
      </Stack>
    </Page>
  );
}
