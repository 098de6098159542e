import { ActionIcon, Badge, Skeleton } from '@mantine/core';
import { IconCheck, IconHash, IconPencil, IconPhone, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { roles } from '../../../../shared/domain/roles.ts';
import type { GroupAnswer, ServiceAnswer } from '../../../../shared/http/contract/shapes.ts';
import { paths } from '../../app/paths.ts';
import { NicText } from '../../components/nic-text.tsx';
import { formatServiceId } from '../../../lib/values/phone-numbers.ts';
import { Contact } from './contact.tsx';
import classes from './table.module.css';

export interface ServiceRowProps {
  readonly service: ServiceAnswer;
  readonly group: GroupAnswer;
  readonly mayChange: boolean;
}

/** The cells of a line or a number. Of its contacts, only the technical one can be changed here. */
export function ServiceRow({ service, group, mayChange }: ServiceRowProps) {
  const { t } = useTranslation();
  const { serviceId, kind, contacts, inSync } = service;
  const number = formatServiceId(serviceId);
  const KindIcon = kind === 'line' ? IconPhone : IconHash;
  return (
    <>
      <div role="cell" className={classes['member']}>
        <KindIcon size={20} aria-hidden />
        <span>
          <span className="number">{number}</span>
          <span className={classes['under']} title={serviceId}>
            {t(`words.kind.${kind}`)}
          </span>
        </span>
      </div>
      {roles.map((role) => {
        const isOwn = contacts[role] !== group.contacts[role];
        return (
          <Contact key={role} role={role}>
            <span
              className={classes[isOwn ? 'own' : 'same']}
              title={isOwn && inSync ? t('group.ownContact') : undefined}
            >
              <NicText nic={contacts[role]} isPlain={!isOwn} />
            </span>
            {role === 'technical' && mayChange && (
              <ActionIcon
                component={Link}
                to={paths.changeServiceContact(serviceId)}
                variant="subtle"
                size="md"
                aria-label={t('group.changeTechnical', { number })}
                title={t('group.changeTechnical', { number })}
              >
                <IconPencil size={18} aria-hidden />
              </ActionIcon>
            )}
          </Contact>
        );
      })}
      <div role="cell" className={classes['last']}>
        {inSync ? (
          <span className={classes['inSync']}>
            <IconCheck size={18} aria-hidden /> {t('group.inSync')}
          </span>
        ) : (
          <Badge
            color="honey"
            leftSection={<IconRefresh size={14} aria-hidden />}
            title={t('group.notInSyncDetail')}
          >
            {t('group.notInSync')}
          </Badge>
        )}
      </div>
    </>
  );
}

/** In the place of a row that is being read. */
export const EmptyRow = () => (
  <>
    <div role="cell" className={classes['member']}>
      <Skeleton height={20} width="80%" />
    </div>
    {roles.map((role) => (
      <div key={role} role="cell" className={classes['contact']}>
        <Skeleton height={16} width="70%" />
      </div>
    ))}
    <div role="cell" className={classes['last']}>
      <Skeleton height={16} width="60%" />
    </div>
  </>
);
