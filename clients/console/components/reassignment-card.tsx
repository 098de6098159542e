import { Group, Text } from '@mantine/core';
import { IconArrowRight, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ReassignmentAnswer } from '../../../shared/http/contract/reassignment-shapes.ts';
import { paths } from '../app/paths.ts';
import { currentLanguage } from '../texts/language.ts';
import { formatCount } from '../values/times.ts';
import { NicText } from './nic-text.tsx';
import { RoleBadges } from './role-badges.tsx';
import { ReassignmentStateBadge } from './state-badge.tsx';
import { Time } from './time.tsx';
import classes from './list-card.module.css';

/** A reassignment in a list: the whole card leads to it. */
export function ReassignmentCard({ reassignment }: { readonly reassignment: ReassignmentAnswer }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const { reassignmentId, from, to, roles, requestedBy, requestedAt, state, progress } = reassignment;
  const { targets, pending } = progress;
  return (
    <li className={classes['card']}>
      <div className={classes['name']}>
        <Link to={paths.reassignment(reassignmentId)} className={classes['link']}>
          <NicText nic={from} /> <IconArrowRight size={18} role="img" aria-label={t('reassignment.by')} />{' '}
          <NicText nic={to} />
        </Link>
        <Text c="dimmed" size="sm">
          {t('history.askedBy')} <NicText nic={requestedBy} /> · <Time at={requestedAt} />
        </Text>
        {targets > 0 && (
          <Text size="sm">
            {t('reassignment.done', {
              done: formatCount(targets - pending, language),
              count: targets,
              targets: formatCount(targets, language),
            })}
          </Text>
        )}
      </div>
      <Group gap="xs" className={classes['notes'] ?? ''}>
        <RoleBadges roles={roles} />
        <ReassignmentStateBadge state={state} />
      </Group>
      <IconChevronRight size={20} className={classes['chevron']} aria-hidden />
    </li>
  );
}
