import { Badge, Group, Text } from '@mantine/core';
import { IconChevronRight, IconHourglass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { GroupAnswer } from '../../../../shared/http/contract/shapes.ts';
import { paths } from '../../app/paths.ts';
import { RoleBadge } from '../../components/role-badge.tsx';
import { ServiceCount } from '../../components/service-count.tsx';
import classes from '../../components/list-card.module.css';

/** In pixels, for what stands in its place while it is read. */
export const groupCardHeight = 86;

/** A group in the list: the whole card leads to it. */
export function GroupCard({ group }: { readonly group: GroupAnswer }) {
  const { t } = useTranslation();
  const { groupId, description, serviceCount, yourRoles, openChanges } = group;
  return (
    <li className={classes['card']}>
      <div className={classes['name']}>
        <Link to={paths.group(groupId)} className={classes['link']}>
          {description ?? t('groups.noDescription')}
        </Link>
        <Text c="dimmed" size="sm">
          <span className="id">{groupId}</span> · <ServiceCount count={serviceCount} />
        </Text>
      </div>
      <Group gap="xs" className={classes['notes'] ?? ''}>
        {openChanges.length > 0 && (
          <Badge color="honey" leftSection={<IconHourglass size={14} aria-hidden />}>
            {t('groups.openChange', { count: openChanges.length })}
          </Badge>
        )}
        {yourRoles.map((role) => (
          <RoleBadge key={role} role={role} />
        ))}
      </Group>
      <IconChevronRight size={20} className={classes['chevron']} aria-hidden />
    </li>
  );
}
