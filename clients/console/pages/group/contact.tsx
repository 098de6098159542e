import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../../shared/domain/roles.ts';
import classes from './table.module.css';

export interface ContactProps {
  readonly role: Role;
  readonly children: ReactNode;
}

/** The cell of a contact. Where there is no room for columns, it names its role. */
export function Contact({ role, children }: ContactProps) {
  const { t } = useTranslation();
  return (
    <div role="cell" className={classes['contact']}>
      <span className={classes['role']} aria-hidden>
        {t(`words.role.${role}`)}
      </span>
      {children}
    </div>
  );
}
