import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';

/** Instead of a page that failed to load or to render: a new version may have replaced its files. */
export function PageFailure() {
  const { t } = useTranslation();
  return (
    <Page title={t('shell.page.crashed')}>
      <EmptyState>
        <Text>{t('shell.page.crashedDetail')}</Text>
        <Button onClick={() => location.reload()}>{t('shell.page.reload')}</Button>
      </EmptyState>
    </Page>
  );
}
