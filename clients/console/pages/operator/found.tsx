import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowsExchange2 } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi } from '../../api/client.ts';
import { accountQuery, accountsQuery, groupsByPrefixQuery } from '../../api/operator-queries.ts';
import { problemOf } from '../../api/problem.ts';
import { changeQuery, groupQuery, serviceQuery } from '../../api/queries.ts';
import { contactRolesQuery, reassignmentQuery } from '../../api/reassignment-queries.ts';
import { paths } from '../../app/paths.ts';
import { MoreButton } from '../../components/more-button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ReassignmentCard } from '../../components/reassignment-card.tsx';
import { RoleBadges } from '../../components/role-badges.tsx';
import { formatServiceId } from '../../../lib/values/phone-numbers.ts';
import { GroupCard } from '../groups/group-card.tsx';
import { AccountCard } from './account-card.tsx';
import { ChangeCard } from './change-card.tsx';
import { ServiceCard } from './service-card.tsx';
import classes from './operator.module.css';

const placesOfPage = 12;

const List = ({ children }: { readonly children: ReactNode }) => (
  <ul className={classes['list']}>{children}</ul>
);

const Waiting = () => <Skeleton height={86} radius="lg" />;

/** What a search failed with. That there is nothing is no failure. */
function Failure({ error, none, onRetry }: { error: unknown; none: string; onRetry: () => void }) {
  return problemOf(error).code === 'not-found' ? (
    <Text>{none}</Text>
  ) : (
    <ProblemNotice error={error} onRetry={onRetry} />
  );
}

/** The change or the reassignment of an id. */
export function FoundById({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const change = useQuery(changeQuery(api, id));
  const reassignment = useQuery(reassignmentQuery(api, id));
  if (change.data !== undefined) {
    return (
      <List>
        <ChangeCard change={change.data} />
      </List>
    );
  }
  if (reassignment.data !== undefined) {
    return (
      <List>
        <ReassignmentCard reassignment={reassignment.data} />
      </List>
    );
  }
  if (change.isPending || reassignment.isPending) return <Waiting />;
  const isElsewhere = problemOf(change.error).code === 'not-found';
  const failed = isElsewhere ? reassignment : change;
  return <Failure error={failed.error} none={t('operator.none.id')} onRetry={() => void failed.refetch()} />;
}

export function FoundGroup({ groupId }: { readonly groupId: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(groupQuery(useApi(), groupId));
  if (error !== null) {
    return <Failure error={error} none={t('operator.none.group')} onRetry={() => void refetch()} />;
  }
  return data === undefined ? (
    <Waiting />
  ) : (
    <List>
      <GroupCard group={data} />
    </List>
  );
}

export function FoundService({ serviceId }: { readonly serviceId: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(serviceQuery(useApi(), serviceId));
  if (error !== null) {
    return <Failure error={error} none={t('operator.none.service')} onRetry={() => void refetch()} />;
  }
  return data === undefined ? (
    <Waiting />
  ) : (
    <List>
      <ServiceCard service={data} />
    </List>
  );
}

/** The account of a nic, and where it is a contact. */
export function FoundNic({ nic }: { readonly nic: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const account = useQuery(accountQuery(api, nic));
  const list = useInfiniteQuery(contactRolesQuery(api, nic, placesOfPage));
  const places = list.data?.pages.flatMap(({ items }) => items);
  return (
    <Stack>
      {account.isPending && <Waiting />}
      {account.error !== null && (
        <Failure
          error={account.error}
          none={t('operator.none.account')}
          onRetry={() => void account.refetch()}
        />
      )}
      {account.data !== undefined && (
        <List>
          <AccountCard account={account.data} />
        </List>
      )}
      <Stack gap="xs" align="flex-start">
        <Title order={2} size="h3">
          {t('operator.contactOf')}
        </Title>
        {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
        {places === undefined && list.error === null && <Skeleton height={60} />}
        {places?.length === 0 && <Text c="dimmed">{t('operator.none.places')}</Text>}
        <ul className={classes['places']}>
          {places?.map(({ groupId, serviceId, roles }) => (
            <li key={[groupId, serviceId].join()}>
              <span>
                <Link to={paths.group(groupId)} className="id">
                  {groupId}
                </Link>
                {serviceId !== undefined && ` · ${formatServiceId(serviceId)}`}
              </span>
              <RoleBadges roles={roles} />
            </li>
          ))}
        </ul>
        <MoreButton list={list} />
        {places !== undefined && places.length > 0 && (
          <Button
            component={Link}
            to={`${paths.newReassignment}?from=${nic}`}
            variant="default"
            leftSection={<IconArrowsExchange2 size={20} aria-hidden />}
          >
            {t('operator.replace')}
          </Button>
        )}
      </Stack>
    </Stack>
  );
}

/** The accounts and the groups whose id begins so. */
export function FoundByPrefix({ prefix }: { readonly prefix: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const accounts = useInfiniteQuery(accountsQuery(api, prefix));
  const groups = useInfiniteQuery(groupsByPrefixQuery(api, prefix));
  const foundAccounts = accounts.data?.pages.flatMap(({ items }) => items);
  const foundGroups = groups.data?.pages.flatMap(({ items }) => items);
  const error = accounts.error ?? groups.error;
  if (error !== null) return <ProblemNotice error={error} />;
  if (foundAccounts === undefined || foundGroups === undefined) return <Waiting />;
  if (foundAccounts.length + foundGroups.length === 0) return <Text>{t('operator.none.prefix')}</Text>;
  return (
    <Stack>
      <List>
        {foundAccounts.map((account) => (
          <AccountCard key={account.nic} account={account} />
        ))}
      </List>
      <MoreButton list={accounts} />
      <List>
        {foundGroups.map((group) => (
          <GroupCard key={group.groupId} group={group} />
        ))}
      </List>
      <MoreButton list={groups} />
    </Stack>
  );
}
