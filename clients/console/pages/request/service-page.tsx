import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useApi } from '../../api/client.ts';
import { serviceQuery } from '../../api/queries.ts';
import { paths } from '../../app/paths.ts';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { formatServiceId } from '../../../lib/values/phone-numbers.ts';
import { RequestForm } from './form.tsx';

/** Changes the technical contact of one line or number. */
export function Component() {
  const { serviceId = '' } = useParams();
  const { t } = useTranslation();
  const { data: service, error, refetch } = useQuery(serviceQuery(useApi(), serviceId));
  const number = formatServiceId(serviceId);
  const back = service === undefined ? paths.groups : paths.group(service.groupId);
  return (
    <Page
      title={t('request.serviceTitle')}
      back={{ to: back, label: service?.groupId ?? t('groups.title') }}
      subtitle={
        service === undefined
          ? number
          : t('request.ofService', {
              kind: t(`words.kind.${service.kind}`),
              number,
              group: service.groupId,
            })
      }
    >
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {service === undefined && error === null && <Skeleton height={300} radius="lg" />}
      {service !== undefined && (
        <RequestForm
          subject={{ serviceId }}
          roles={['technical']}
          contacts={service.contacts}
          intro={t('request.serviceIntro')}
          back={back}
        />
      )}
    </Page>
  );
}
