import { Group, Text, Title } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './page.module.css';

export interface PageProps {
  readonly title: string;
  /** Stands above the title, and names where the person came from. */
  readonly back?: { readonly to: string; readonly label: string } | undefined;
  /** Under the title. */
  readonly subtitle?: ReactNode;
  /** At the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its heading takes the focus, so that screen readers begin there, and names the tab. */
export function Page({ title, back, subtitle, actions, children }: PageProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t('shell.title')}`;
  }, [title, t]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <header className={classes['header']}>
        {back !== undefined && (
          <Link to={back.to} className={classes['back']}>
            <IconChevronLeft size={18} aria-hidden />
            {back.label}
          </Link>
        )}
        <Group justify="space-between" align="flex-start" gap="md">
          <div className={classes['titles']}>
            <Title order={1} ref={heading} tabIndex={-1}>
              {title}
            </Title>
            {subtitle !== undefined && subtitle !== false && (
              <Text component="div" c="dimmed" className={classes['subtitle'] ?? ''}>
                {subtitle}
              </Text>
            )}
          </div>
          {actions !== undefined && <Group gap="sm">{actions}</Group>}
        </Group>
      </header>
      {children}
    </>
  );
}
