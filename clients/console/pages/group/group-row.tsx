import { Button } from '@mantine/core';
import { IconUsersGroup, IconUserEdit } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { roles } from '../../../../shared/domain/roles.ts';
import type { GroupAnswer } from '../../../../shared/http/contract/shapes.ts';
import { paths } from '../../app/paths.ts';
import { NicText } from '../../components/nic-text.tsx';
import { ServiceCount } from '../../components/service-count.tsx';
import { Contact } from './contact.tsx';
import classes from './table.module.css';

export interface GroupRowProps {
  readonly group: GroupAnswer;
  readonly mayChange: boolean;
}

/** The row of the group, whose three contacts can be changed. */
export function GroupRow({ group: { groupId, contacts, serviceCount }, mayChange }: GroupRowProps) {
  const { t } = useTranslation();
  return (
    <div role="row" aria-rowindex={2} className={`${classes['row'] ?? ''} ${classes['group'] ?? ''}`}>
      <div role="cell" className={classes['member']}>
        <IconUsersGroup size={20} aria-hidden />
        <span>
          <strong>{t('words.group')}</strong>
          <span className={classes['under']}>
            <span className="id">{groupId}</span> · <ServiceCount count={serviceCount} />
          </span>
        </span>
      </div>
      {roles.map((role) => (
        <Contact key={role} role={role}>
          <strong>
            <NicText nic={contacts[role]} />
          </strong>
        </Contact>
      ))}
      <div role="cell" className={classes['last']}>
        {mayChange && (
          <Button
            component={Link}
            to={paths.changeGroupContacts(groupId)}
            size="sm"
            leftSection={<IconUserEdit size={18} aria-hidden />}
          >
            {t('group.change')}
          </Button>
        )}
      </div>
    </div>
  );
}
