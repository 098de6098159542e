import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPhone, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Role, roles } from '../../../../shared/domain/roles.ts';
import type { GroupAnswer } from '../../../../shared/http/contract/shapes.ts';
import { useApi } from '../../api/client.ts';
import { groupsQuery } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { GroupCard, groupCardHeight } from './group-card.tsx';

/** My groups: role, services, open changes, search. */
export function Component() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const words = search.get('q') ?? '';
  const role = Role.safeParse(search.get('role')).data;
  const list = useInfiniteQuery(groupsQuery(useApi(), role));
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = list;

  const all = data?.pages.flatMap(({ items }) => items);
  const shown = all?.filter((group) => matches(group, words));
  // A search looks at every group, so it reads the pages that are missing.
  const readsOn = words !== '' && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (readsOn) void fetchNextPage();
  }, [readsOn, fetchNextPage]);

  const filter = (name: 'q' | 'role', value: string): void =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );

  return (
    <Page title={t('groups.title')} subtitle={t('groups.subtitle')}>
      <Stack gap="lg">
        <Group align="flex-end">
          <TextInput
            flex="1 1 16rem"
            type="search"
            label={t('groups.search')}
            placeholder={t('groups.searchHint')}
            leftSection={<IconSearch size={18} aria-hidden />}
            value={words}
            onChange={({ currentTarget }) => filter('q', currentTarget.value)}
          />
          <NativeSelect
            label={t('groups.role')}
            value={role ?? ''}
            onChange={({ currentTarget }) => filter('role', currentTarget.value)}
            data={[
              { value: '', label: t('groups.everyRole') },
              ...roles.map((value) => ({ value, label: t(`words.role.${value}`) })),
            ]}
          />
        </Group>
        {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {shown === undefined && error === null && <Rows count={4} height={groupCardHeight} />}
        {shown?.length === 0 &&
          (words === '' && role === undefined ? (
            <EmptyState title={t('groups.empty')} icon={IconPhone}>
              <Text>{t('groups.emptyDetail')}</Text>
            </EmptyState>
          ) : (
            <EmptyState title={t('groups.noMatch')} icon={IconSearch}>
              <Text>{t('groups.noMatchDetail')}</Text>
              <Button variant="default" onClick={() => setSearch({}, { replace: true })}>
                {t('groups.clear')}
              </Button>
            </EmptyState>
          ))}
        <Stack gap="sm" component="ul" m={0} p={0}>
          {shown?.map((group) => (
            <GroupCard key={group.groupId} group={group} />
          ))}
        </Stack>
        {hasNextPage && words === '' && (
          <Button
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
            style={{ alignSelf: 'center' }}
          >
            {t('shell.page.more')}
          </Button>
        )}
      </Stack>
    </Page>
  );
}

/** Whether every word is in the group's name, its id or the nics of its contacts. */
function matches({ groupId, description = '', contacts }: GroupAnswer, words: string): boolean {
  const text = plain([groupId, description, ...Object.values(contacts)].join(' '));
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Without case and accents. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
