import { IconArrowRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '../../../shared/domain/roles.ts';
import type { ContactChangeAnswer } from '../../../shared/http/contract/shapes.ts';
import { NicText } from './nic-text.tsx';
import classes from './moves.module.css';

/** Each role that changes, with its contact before and after. */
export function Moves({ contacts }: Pick<ContactChangeAnswer, 'contacts'>) {
  const { t } = useTranslation();
  return (
    <dl className={classes['moves']}>
      {roles.map((role) => {
        const move = contacts[role];
        return move === undefined ? null : (
          <Fragment key={role}>
            <dt>{t(`words.role.${role}`)}</dt>
            <dd>
              <span className={classes['before']}>
                <NicText nic={move.from} />
              </span>
              <IconArrowRight size={18} className={classes['arrow']} role="img" aria-label="→" />
              <strong>
                <NicText nic={move.to} />
              </strong>
            </dd>
          </Fragment>
        );
      })}
    </dl>
  );
}
