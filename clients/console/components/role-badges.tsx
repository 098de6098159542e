import { Group } from '@mantine/core';
import type { Role } from '../../../shared/domain/roles.ts';
import { RoleBadge } from './role-badge.tsx';

/** Several roles, side by side. */
export const RoleBadges = ({ roles }: { readonly roles: readonly Role[] }) => (
  <Group gap={6}>
    {roles.map((role) => (
      <RoleBadge key={role} role={role} />
    ))}
  </Group>
);
