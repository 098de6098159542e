import { Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { IconArrowsExchange2, IconListCheck, IconLock, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/client.ts';
import { meQuery } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { useSearchInput } from '../../components/use-search-input.ts';
import { Accounts } from './accounts.tsx';
import { Changes } from './changes.tsx';
import { Find } from './find.tsx';
import { Reassignments } from './reassignments.tsx';
import classes from './operator.module.css';

const views = [
  ['changes', IconListCheck, Changes],
  ['reassignments', IconArrowsExchange2, Reassignments],
  ['accounts', IconUsers, Accounts],
] as const;

/** For operators: find something by its id, and see what is stuck or failed over all groups. */
export function Component() {
  const { t } = useTranslation();
  const { data: me } = useQuery(meQuery(useApi()));
  const search = useSearchInput(['view', 'state']);
  const shown = views.find(([name]) => name === search.input('view'))?.[0] ?? 'changes';
  return (
    <Page title={t('operator.title')} subtitle={t('operator.subtitle')}>
      {me === undefined && <Skeleton height={480} radius="lg" />}
      {me?.isOperator === false && (
        <EmptyState title={t('codes.problem.operator-only.title')} icon={IconLock}>
          <Text>{t('codes.problem.operator-only.advice')}</Text>
        </EmptyState>
      )}
      {me?.isOperator === true && (
        <Stack gap="xl">
          <Find />
          <Tabs
            value={shown}
            keepMounted={false}
            onChange={(view) => {
              search.clear();
              search.set('view', view ?? '');
            }}
          >
            <Tabs.List mb="md">
              {views.map(([name, Symbol]) => (
                <Tabs.Tab
                  key={name}
                  value={name}
                  className={classes['tab'] ?? ''}
                  leftSection={<Symbol size={18} aria-hidden />}
                >
                  {t(`operator.view.${name}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {views.map(([name, , View]) => (
              <Tabs.Panel key={name} value={name}>
                <View />
              </Tabs.Panel>
            ))}
          </Tabs>
        </Stack>
      )}
    </Page>
  );
}
