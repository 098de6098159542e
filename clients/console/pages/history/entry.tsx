import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { paths } from '../../app/paths.ts';
import { Moves } from '../../components/moves.tsx';
import { NicText } from '../../components/nic-text.tsx';
import { ChangeStateBadge } from '../../components/state-badge.tsx';
import { Time } from '../../components/time.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { formatServiceId } from '../../../lib/values/phone-numbers.ts';
import { ownWordsOf } from '../../values/own-words.ts';
import { formatTime } from '../../values/times.ts';
import classes from './page.module.css';

/** A change in the history: who, what, when, why, before and after. */
export function Entry({ change }: { readonly change: ContactChangeAnswer }) {
  const { t } = useTranslation();
  const { changeId, serviceId, requestedBy, requestedAt, reason, consents, contacts, state } = change;
  const isOpen = state === 'awaiting-consent' || state === 'scheduled';
  const time = formatTime(requestedAt, currentLanguage(), 'clock');
  const subject =
    serviceId === undefined
      ? t('history.wholeGroup')
      : t('history.oneService', { number: formatServiceId(serviceId) });
  return (
    <li className={classes['entry']}>
      <time
        className={classes['time']}
        dateTime={requestedAt}
        title={formatTime(requestedAt, currentLanguage(), 'full')}
      >
        {time}
      </time>
      <div className={classes['who']}>
        <Text fw={650}>{subject}</Text>
        <Text>
          {t('history.askedBy')} <NicText nic={requestedBy} />
        </Text>
        {reason !== undefined && (
          <blockquote className={classes['reason']}>{t('words.quote', { text: reason })}</blockquote>
        )}
        {change.reassignmentId !== undefined && (
          <Anchor component={Link} to={paths.reassignment(change.reassignmentId)} size="sm">
            {t('history.ofReassignment')}
          </Anchor>
        )}
      </div>
      <div className={classes['moves']}>
        <Moves contacts={contacts} />
        <ul className={classes['decisions']}>
          {consents.map(({ nic, decision, decidedAt }) => (
            <li key={nic}>
              <span className="id">{nic}</span>{' '}
              {decision === 'pending' && !isOpen ? t('history.undecided') : t(`history.decision.${decision}`)}
              {decidedAt !== undefined && (
                <>
                  {' · '}
                  <Time at={decidedAt} />
                </>
              )}
            </li>
          ))}
        </ul>
        <Why change={change} />
      </div>
      <div className={classes['end']}>
        <ChangeStateBadge state={state} />
        <Anchor
          component={Link}
          to={paths.change(changeId)}
          size="sm"
          aria-label={t('history.openLabel', { subject, time })}
        >
          {t('history.open')}
        </Anchor>
      </div>
    </li>
  );
}

/** Why a change ended without becoming effective, or how many services it failed for. */
function Why({ change: { rejection, progress } }: { readonly change: ContactChangeAnswer }) {
  const { t } = useTranslation();
  if (rejection !== undefined) {
    const words = ownWordsOf(rejection);
    return (
      <Text size="sm" mt={6}>
        {t(`codes.rejection.${rejection.code}`)}
        {words !== undefined && ` ${t('words.quote', { text: words })}`}
      </Text>
    );
  }
  return (
    progress.failed > 0 && (
      <Text size="sm" mt={6} c="red.9">
        {t('history.failed', { count: progress.failed })}
      </Text>
    )
  );
}
