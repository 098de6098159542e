import { Anchor, Group, Text, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../../shared/domain/roles.ts';
import { RoleIcon } from '../../components/role-badge.tsx';
import { isHalfTyped, nicOf } from './draft.ts';
import classes from './form.module.css';

export interface RecipientProps {
  readonly role: Role;
  /** The contact of today. */
  readonly current: string;
  readonly input: GetInputPropsReturnType;
  /** The rule that the service says it fails. */
  readonly problem: ReactNode;
  /** Puts the nic into every role. */
  readonly onEverywhere: ((nic: string) => void) | undefined;
  readonly isEverywhere: boolean;
}

/** The field for the new contact of a role. */
export function Recipient({ role, current, input, problem, onEverywhere, isEverywhere }: RecipientProps) {
  const { t } = useTranslation();
  const [hasLeft, setHasLeft] = useState(false);
  const given = String(input.value);
  const nic = nicOf(given);
  const isWrong = hasLeft && isHalfTyped(given);
  return (
    <div>
      <TextInput
        label={
          <span className={classes['role']}>
            <RoleIcon role={role} /> {t(`words.role.${role}`)}
          </span>
        }
        description={
          <>
            {t(`words.roleDetail.${role}`)}{' '}
            <span className={classes['current']}>{t('request.current', { nic: current })}</span>
          </>
        }
        placeholder={t('request.nicHint')}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        classNames={{ input: 'id' }}
        {...input}
        onFocus={() => setHasLeft(false)}
        onBlur={() => setHasLeft(true)}
        error={isWrong ? t('request.wrongNic') : (input.error ?? (nic !== undefined && problem))}
      />
      <Group justify="space-between" gap="xs" mt={4} mih={22}>
        <Text size="sm" c="dimmed" role="status">
          {nic !== undefined && nic !== given && t('request.understood', { nic })}
        </Text>
        {nic !== undefined && onEverywhere !== undefined && !isEverywhere && (
          <Anchor component="button" type="button" size="sm" onClick={() => onEverywhere(nic)}>
            {t('request.everywhere')}
          </Anchor>
        )}
      </Group>
    </div>
  );
}
