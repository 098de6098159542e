import { Stack, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Prefix } from '../../../../shared/http/contract/values.ts';
import { inPlainCharacters } from '../../../lib/values/reading.ts';
import { useApi } from '../../api/client.ts';
import { accountsQuery } from '../../api/operator-queries.ts';
import { MoreButton } from '../../components/more-button.tsx';
import { Rows } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useSearchInput } from '../../components/use-search-input.ts';
import { AccountCard } from './account-card.tsx';
import classes from './operator.module.css';

const prefixOf = (given: string): string | undefined =>
  Prefix.safeParse(inPlainCharacters(given).toLowerCase()).data;

/** The accounts whose nic begins as one types. */
export function Accounts() {
  const { t } = useTranslation();
  const search = useSearchInput(['nic']);
  const typed = search.input('nic');
  const prefix = prefixOf(search.settled('nic'));
  const list = useInfiniteQuery({ ...accountsQuery(useApi(), prefix ?? ''), enabled: prefix !== undefined });
  const { data, error, refetch } = list;
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <Stack>
      <TextInput
        type="search"
        maw="24rem"
        label={t('operator.account.prefix')}
        description={t('operator.account.prefixHint')}
        autoCapitalize="off"
        spellCheck={false}
        classNames={{ input: 'id' }}
        value={typed}
        onChange={({ currentTarget }) => search.set('nic', currentTarget.value)}
        error={typed.trim().length > 1 && prefixOf(typed) === undefined && t('operator.account.wrongPrefix')}
      />
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {prefix !== undefined && items === undefined && error === null && <Rows count={4} height={110} />}
      {prefix !== undefined && items?.length === 0 && <Text c="dimmed">{t('operator.none.accounts')}</Text>}
      {prefix !== undefined && (
        <ul className={classes['list']}>
          {items?.map((account) => (
            <AccountCard key={account.nic} account={account} />
          ))}
        </ul>
      )}
      <MoreButton list={list} />
    </Stack>
  );
}
