import { Stack, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

export interface EmptyStateProps {
  /** Left out where the page says it. */
  readonly title?: string;
  readonly icon?: Icon;
  /** What it means, and what can be done. */
  readonly children?: ReactNode;
}

/** In the place of what is not there. */
export const EmptyState = ({ title, icon: Symbol, children }: EmptyStateProps) => (
  <Stack align="center" gap="xs" className={classes['box']}>
    {Symbol !== undefined && (
      <ThemeIcon size={56} radius="xl" variant="light" mb="xs">
        <Symbol size={30} aria-hidden />
      </ThemeIcon>
    )}
    {title !== undefined && <Title order={2}>{title}</Title>}
    {children}
  </Stack>
);
