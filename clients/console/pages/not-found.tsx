import { Button, Text } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';

/** For an address that names no page. */
export function Component() {
  const { t } = useTranslation();
  return (
    <Page title={t('shell.page.notFound')}>
      <EmptyState icon={IconMapQuestion}>
        <Text>{t('shell.page.notFoundDetail')}</Text>
        <Button component={Link} to={paths.groups}>
          {t('shell.page.toGroups')}
        </Button>
      </EmptyState>
    </Page>
  );
}
