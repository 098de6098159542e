import { Badge, Text } from '@mantine/core';
import { IconCircleCheck, IconProgress } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { roles } from '../../../../shared/domain/roles.ts';
import type { ServiceAnswer } from '../../../../shared/http/contract/shapes.ts';
import { paths } from '../../app/paths.ts';
import { Facts } from '../../components/facts.tsx';
import { NicText } from '../../components/nic-text.tsx';
import { formatServiceId } from '../../../lib/values/phone-numbers.ts';
import classes from './operator.module.css';

/** A line or a number, its group and its contacts. */
export function ServiceCard({
  service: { serviceId, kind, groupId, contacts, inSync },
}: {
  readonly service: ServiceAnswer;
}) {
  const { t } = useTranslation();
  return (
    <li className={classes['card']}>
      <div className={classes['main']}>
        <div>
          <Text component="span" className={`${classes['title'] ?? ''} number`}>
            {t(`words.kind.${kind}`)} {formatServiceId(serviceId)}
          </Text>
          <Text size="sm" c="dimmed" className="id">
            {serviceId}
          </Text>
        </div>
        <Facts
          of={[
            [
              t('words.group'),
              <Link key="group" to={paths.group(groupId)} className="id">
                {groupId}
              </Link>,
            ],
            ...roles.map(
              (role) => [t(`words.role.${role}`), <NicText key={role} nic={contacts[role]} />] as const,
            ),
          ]}
        />
      </div>
      <div className={classes['side']}>
        <Badge
          size="lg"
          color={inSync ? 'leaf' : 'honey'}
          leftSection={
            inSync ? <IconCircleCheck size={16} aria-hidden /> : <IconProgress size={16} aria-hidden />
          }
        >
          {t(inSync ? 'operator.inSync' : 'operator.notInSync')}
        </Badge>
      </div>
    </li>
  );
}
