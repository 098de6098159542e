import { Button, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { operations } from '../../../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { useApi } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { paths } from '../../app/paths.ts';
import { Moves } from '../../components/moves.tsx';
import { NicText } from '../../components/nic-text.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ChangeStateBadge } from '../../components/state-badge.tsx';
import { Time, TimeLeft } from '../../components/time.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { formatServiceId } from '../../../lib/values/phone-numbers.ts';
import { formatCount } from '../../values/times.ts';
import classes from './operator.module.css';

/** A change in the operator's lists. One that failed can be tried again here. */
export function ChangeCard({ change }: { readonly change: ContactChangeAnswer }) {
  const { t } = useTranslation();
  const api = useApi();
  const language = currentLanguage();
  const { changeId, groupId, serviceId, state, contacts, requestedBy, requestedAt } = change;
  const { progress, heldSince, retryRequestedAt, completedAt, revision } = change;
  const { services, pending, failed } = progress;
  const retrying = useAction(() => api.call(operations.retryContactChange, { params: { changeId } }));
  const subject = serviceId === undefined ? groupId : `${formatServiceId(serviceId)} · ${groupId}`;
  return (
    <li className={classes['card']}>
      <div className={classes['main']}>
        <div>
          <Link to={paths.change(changeId)} className={`${classes['title'] ?? ''} id`}>
            {subject}
          </Link>
          <Text size="sm" c="dimmed">
            {t('history.askedBy')} <NicText nic={requestedBy} /> · <Time at={requestedAt} />
            {completedAt !== undefined && (
              <>
                {' · '}
                {t('operator.endedSince')} <TimeLeft at={completedAt} />
              </>
            )}
          </Text>
        </div>
        <Moves contacts={contacts} />
        {revision !== undefined && (
          <Text size="sm">
            {t('change.progress.done', {
              done: formatCount(services - pending, language),
              services: formatCount(services, language),
            })}
            {failed > 0 && (
              <Text span inherit c="red.9" fw={650}>
                {' · '}
                {t('change.failed', { count: failed, failed: formatCount(failed, language) })}
              </Text>
            )}
          </Text>
        )}
        {heldSince !== undefined && (
          <Text size="sm" c="honey.9">
            {t('operator.held')} <TimeLeft at={heldSince} />
          </Text>
        )}
        {retryRequestedAt !== undefined && <Text size="sm">{t('change.progress.retryWaits')}</Text>}
        {retrying.error !== null && <ProblemNotice error={retrying.error} />}
      </div>
      <div className={classes['side']}>
        <ChangeStateBadge state={state} />
        {state === 'completed-with-failures' && retryRequestedAt === undefined && (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconRefresh size={18} aria-hidden />}
            loading={retrying.isPending}
            aria-label={t('operator.retryLabel', { subject })}
            onClick={() => retrying.mutate(undefined)}
          >
            {t('operator.retry')}
          </Button>
        )}
      </div>
    </li>
  );
}
