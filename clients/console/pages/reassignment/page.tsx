import { Alert, Card, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { ReassignmentAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { useApi } from '../../api/client.ts';
import { meQuery } from '../../api/queries.ts';
import { reassignmentQuery } from '../../api/reassignment-queries.ts';
import { paths } from '../../app/paths.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Facts } from '../../components/facts.tsx';
import { NicText } from '../../components/nic-text.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { RoleBadges } from '../../components/role-badges.tsx';
import { ReassignmentStateBadge } from '../../components/state-badge.tsx';
import { Time, TimeLeft } from '../../components/time.tsx';
import { Actions } from './actions.tsx';
import { Consent } from './consent.tsx';
import { ReassignmentProgress } from './progress.tsx';
import { Outcomes, Preview } from './targets.tsx';
import { Timeline } from './timeline.tsx';
import { ownWordsOf } from '../../values/own-words.ts';
import classes from './page.module.css';

/** A reassignment: who replaces whom, the decision, how far it is, and what became of each target. */
export function Component() {
  const { reassignmentId = '' } = useParams();
  const { t } = useTranslation();
  const { data: reassignment, error, refetch } = useQuery(reassignmentQuery(useApi(), reassignmentId));
  return (
    <Page
      title={t('reassignment.title')}
      back={{ to: paths.reassignments, label: t('replace.list') }}
      subtitle={
        reassignment === undefined ? (
          <Skeleton height={26} width={160} />
        ) : (
          <ReassignmentStateBadge state={reassignment.state} />
        )
      }
      actions={<CopyButton value={location.href} label={t('change.sendLink')} />}
    >
      {error !== null && reassignment === undefined && (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      )}
      {reassignment === undefined && error === null && <Skeleton height={480} radius="lg" />}
      {reassignment !== undefined && <Reassignment reassignment={reassignment} />}
    </Page>
  );
}

function Reassignment({ reassignment }: { readonly reassignment: ReassignmentAnswer }) {
  const { data: me } = useQuery(meQuery(useApi()));
  const { state, requestedBy, to, startedAt, rejection } = reassignment;
  const isWaiting = state === 'awaiting-consent' || state === 'scheduled';
  const isOwner = me?.nic === requestedBy;
  const isSeen = isOwner || me?.isOperator === true;
  return (
    <div className={classes['columns']}>
      <Stack gap="md">
        {rejection !== undefined && <Ending rejection={rejection} />}
        <What reassignment={reassignment} />
        {startedAt !== undefined && <ReassignmentProgress reassignment={reassignment} />}
        {startedAt !== undefined && <Outcomes reassignment={reassignment} />}
        {isWaiting && (isSeen || me?.nic === to) && (
          <Preview reassignment={reassignment} isSeen={isSeen} isOwn={isOwner} />
        )}
      </Stack>
      <Stack gap="md">
        <Consent reassignment={reassignment} />
        <Timeline reassignment={reassignment} />
      </Stack>
    </div>
  );
}

/** Why it ended without running to its end, and what was said with it. */
function Ending({ rejection }: Required<Pick<ReassignmentAnswer, 'rejection'>>) {
  const { t } = useTranslation();
  const words = ownWordsOf(rejection);
  return (
    <Alert color="red" icon={<IconX aria-hidden />} title={t('change.ended')}>
      <Text>{t(`codes.rejection.${rejection.code}`)}</Text>
      {words !== undefined && <Text fs="italic">{t('words.quote', { text: words })}</Text>}
    </Alert>
  );
}

function What({ reassignment }: { readonly reassignment: ReassignmentAnswer }) {
  const { t } = useTranslation();
  const { from, to, roles, groupIds, groupCount, requestedBy, requestedAt, reason } = reassignment;
  const { batch, runAt, expiresAt, startedAt, completedAt } = reassignment;
  return (
    <Card component="section">
      <Stack>
        <Title order={2} className={classes['who'] ?? ''}>
          <NicText nic={from} />
          <IconArrowRight size={22} role="img" aria-label={t('reassignment.by')} />
          <NicText nic={to} />
        </Title>
        <Facts
          of={[
            [t('inbox.roles'), <RoleBadges key="roles" roles={roles} />],
            [
              t('replace.where'),
              groupCount === undefined
                ? t(`reassignment.everywhere`)
                : (groupIds?.join(', ') ?? t('inbox.inGroups', { count: groupCount })),
            ],
            [
              t('change.requestedBy'),
              <span key="by">
                <NicText nic={requestedBy} /> · <Time at={requestedAt} />
              </span>,
            ],
            [t('change.reason'), reason],
            [t('reassignment.batch'), batch],
            [t('reassignment.runAt'), runAt === undefined ? undefined : <Time key="at" at={runAt} />],
            [
              t('change.expiresAt'),
              expiresAt === undefined ? undefined : (
                <span key="until">
                  <Time at={expiresAt} /> (<TimeLeft at={expiresAt} />)
                </span>
              ),
            ],
            [
              t('reassignment.startedAt'),
              startedAt === undefined ? undefined : <Time key="start" at={startedAt} />,
            ],
            [
              t('reassignment.completedAt'),
              completedAt === undefined ? undefined : <Time key="end" at={completedAt} />,
            ],
          ]}
        />
        <Actions reassignment={reassignment} />
      </Stack>
    </Card>
  );
}
