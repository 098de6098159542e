import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ThemeProvider } from './theme-provider.tsx';

/** Instead of the console, if its configuration cannot be read. */
export function StartFailure() {
  const { t } = useTranslation();
  return (
    <ThemeProvider>
      <Center component="main" mih="80vh" p="md">
        <Stack align="center" maw="28rem" ta="center">
          <Title order={1}>{t('session.noConfig')}</Title>
          <Text>{t('session.noConfigDetail')}</Text>
          <Button onClick={() => location.reload()}>{t('shell.page.reload')}</Button>
        </Stack>
      </Center>
    </ThemeProvider>
  );
}
