import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { roles } from '../../../../shared/domain/roles.ts';
import { useApi } from '../../api/client.ts';
import { groupQuery } from '../../api/queries.ts';
import { paths } from '../../app/paths.ts';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { RequestForm } from './form.tsx';

/** Changes the contacts of a group, and of every service in it. */
export function Component() {
  const { groupId = '' } = useParams();
  const { t } = useTranslation();
  const { data: group, error, refetch } = useQuery(groupQuery(useApi(), groupId));
  const name = group?.description ?? groupId;
  return (
    <Page title={t('request.title')} back={{ to: paths.group(groupId), label: name }} subtitle={name}>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {group === undefined && error === null && <Skeleton height={460} radius="lg" />}
      {group !== undefined && (
        <RequestForm
          subject={{ groupId }}
          roles={roles}
          contacts={group.contacts}
          intro={t('request.intro')}
          back={paths.group(groupId)}
        />
      )}
    </Page>
  );
}
