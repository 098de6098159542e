import { Card, Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { useApi } from '../../api/client.ts';
import { changeQuery } from '../../api/queries.ts';
import { paths } from '../../app/paths.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Facts } from '../../components/facts.tsx';
import { Moves } from '../../components/moves.tsx';
import { NicText } from '../../components/nic-text.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ChangeStateBadge } from '../../components/state-badge.tsx';
import { Time, TimeLeft } from '../../components/time.tsx';
import { formatServiceId } from '../../../lib/values/phone-numbers.ts';
import { Actions } from './actions.tsx';
import { Consents } from './consents.tsx';
import { Ending } from './ending.tsx';
import { Members } from './members.tsx';
import { ChangeProgress } from './progress.tsx';
import { Timeline } from './timeline.tsx';
import classes from './page.module.css';

/** A change: what it changes, who decided what and when, how far it is, and what happened. */
export function Component() {
  const { changeId = '' } = useParams();
  const { t } = useTranslation();
  const { data: change, error, refetch } = useQuery(changeQuery(useApi(), changeId));
  return (
    <Page
      title={t('change.title')}
      back={
        change === undefined
          ? { to: paths.groups, label: t('groups.title') }
          : { to: paths.group(change.groupId), label: change.groupId }
      }
      subtitle={
        change === undefined ? (
          error === null && <Skeleton height={26} width={160} />
        ) : (
          <ChangeStateBadge state={change.state} />
        )
      }
      actions={<CopyButton value={location.href} label={t('change.sendLink')} />}
    >
      {error !== null && change === undefined && (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      )}
      {change === undefined && error === null && <Skeleton height={480} radius="lg" />}
      {change !== undefined && <Change change={change} />}
    </Page>
  );
}

function Change({ change }: { readonly change: ContactChangeAnswer }) {
  const { t } = useTranslation();
  const { groupId, serviceId, requestedBy, requestedAt, reason, effectiveAt, expiresAt } = change;
  return (
    <div className={classes['columns']}>
      <div className={classes['column']}>
        <div className={classes['first']}>
          <Ending change={change} />
          <Card component="section">
            <Stack>
              <Title order={2}>{t('change.what')}</Title>
              <Moves contacts={change.contacts} />
              <Facts
                of={[
                  [
                    t('change.ofGroup'),
                    <Link key="group" to={paths.group(groupId)} className="id">
                      {groupId}
                    </Link>,
                  ],
                  [
                    t('change.ofService'),
                    serviceId === undefined ? undefined : (
                      <span key="service" className="number" title={serviceId}>
                        {formatServiceId(serviceId)}
                      </span>
                    ),
                  ],
                  [
                    t('change.requestedBy'),
                    <span key="by">
                      <NicText nic={requestedBy} /> · <Time at={requestedAt} />
                    </span>,
                  ],
                  [t('change.reason'), reason],
                  [
                    t('change.effectiveAt'),
                    effectiveAt === undefined ? undefined : <Time key="at" at={effectiveAt} />,
                  ],
                  [
                    t('change.expiresAt'),
                    expiresAt === undefined ? undefined : (
                      <span key="until">
                        <Time at={expiresAt} /> (<TimeLeft at={expiresAt} />)
                      </span>
                    ),
                  ],
                ]}
              />
              <Actions change={change} />
            </Stack>
          </Card>
        </div>
        <div className={classes['third']}>
          <ChangeProgress change={change} />
          <Members change={change} />
        </div>
      </div>
      <div className={classes['column']}>
        <div className={classes['second']}>
          <Consents change={change} />
        </div>
        <div className={classes['last']}>
          <Timeline change={change} />
        </div>
      </div>
    </div>
  );
}
