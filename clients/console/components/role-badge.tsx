import { Badge } from '@mantine/core';
import { IconCreditCard, IconShieldCheck, IconTool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/domain/roles.ts';

const symbols = {
  administration: IconShieldCheck,
  technical: IconTool,
  billing: IconCreditCard,
} as const satisfies Record<Role, unknown>;

/** The symbol of a role. */
export function RoleIcon({ role, size = 18 }: { readonly role: Role; readonly size?: number }) {
  const Symbol = symbols[role];
  return <Symbol size={size} aria-hidden />;
}

/** A role, in words and with its symbol. */
export function RoleBadge({ role }: { readonly role: Role }) {
  const { t } = useTranslation();
  return (
    <Badge color="sea" leftSection={<RoleIcon role={role} size={14} />} title={t(`words.roleDetail.${role}`)}>
      {t(`words.role.${role}`)}
    </Badge>
  );
}
