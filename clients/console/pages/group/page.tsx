import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconHistory, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { GroupAnswer } from '../../../../shared/http/contract/shapes.ts';
import { useApi } from '../../api/client.ts';
import { groupChangesQuery, groupQuery } from '../../api/queries.ts';
import { paths } from '../../app/paths.ts';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Filters } from './filters.tsx';
import { RunningChanges } from './running-changes.tsx';
import { ContactTable } from './table.tsx';
import { useFilter } from './use-filter.ts';

/** A group: the guide's table of its contacts and those of its services. */
export function Component() {
  const { groupId = '' } = useParams();
  const { t } = useTranslation();
  const { data: group, error, refetch } = useQuery(groupQuery(useApi(), groupId));
  const back = { to: paths.groups, label: t('groups.title') };
  if (group !== undefined) return <GroupPage group={group} back={back} />;
  return (
    <Page title={groupId} back={back} subtitle={error === null && <Skeleton height={25} width={200} />}>
      {error === null ? (
        <Rows count={6} height={60} />
      ) : (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
}

interface GroupPageProps {
  readonly group: GroupAnswer;
  readonly back: { readonly to: string; readonly label: string };
}

function GroupPage({ group, back }: GroupPageProps) {
  const { t } = useTranslation();
  const { input, set, clear, filter } = useFilter();
  const { data: running } = useQuery(groupChangesQuery(useApi(), group.groupId, 'propagating'));
  const { groupId, description, contacts, yourRoles } = group;
  return (
    <Page
      title={description ?? groupId}
      back={back}
      subtitle={description !== undefined && <span className="id">{groupId}</span>}
      actions={
        <Button
          component={Link}
          to={paths.groupHistory(groupId)}
          variant="default"
          leftSection={<IconHistory size={20} aria-hidden />}
        >
          {t('group.history')}
        </Button>
      }
    >
      <Stack gap="md">
        <RunningChanges group={group} running={running?.items ?? []} />
        {!yourRoles.includes('administration') && (
          <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
            <Text>{t('group.notAdministrator', { nic: contacts.administration })}</Text>
          </Alert>
        )}
        <div>
          {(group.serviceCount > 5 || Object.keys(filter).length > 0) && <Filters input={input} set={set} />}
          <ContactTable
            key={JSON.stringify(filter)}
            group={group}
            filter={filter}
            isMoving={running !== undefined && running.items.length > 0}
            onClear={clear}
          />
        </div>
      </Stack>
    </Page>
  );
}
