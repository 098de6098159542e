import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAuth } from 'react-oidc-context';
import { basePath, signedInPath, signedOutPath } from '../config.ts';
import { LanguageSwitch } from '../app/language-switch.tsx';
import type { SignInState } from './user-manager.ts';

/** Shows its content to a signed-in person. Everyone else is sent to the issuer, and comes back to the same page. */
export function Gate({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const auth = useAuth();
  const { isAuthenticated, isLoading, activeNavigator, error, user } = auth;
  // A token that has ended is renewed when a call needs it: the person stays signed in meanwhile.
  const isKnown = isAuthenticated || user?.expired === true;
  const hasLeft = location.pathname === signedOutPath;
  const mustSignIn =
    !isKnown && !hasLeft && !isLoading && activeNavigator === undefined && error === undefined;

  const signIn = (): void => {
    const isOwnPage = hasLeft || location.pathname === signedInPath;
    const returnTo = isOwnPage ? `${basePath}/` : location.pathname + location.search;
    void auth.signinRedirect({
      state: { returnTo } satisfies SignInState,
      ui_locales: document.documentElement.lang,
    });
  };
  useEffect(() => {
    if (mustSignIn) signIn();
  });

  if (isKnown && !hasLeft) return children;
  const isEnded = hasLeft || error !== undefined;
  return (
    <Center component="main" mih="80vh" p="md">
      <Stack align="center" maw="28rem" ta="center">
        {isEnded ? (
          <>
            <Title order={1}>{t(hasLeft ? 'session.signedOut' : 'session.failed')}</Title>
            <Text>{t(hasLeft ? 'session.signedOutDetail' : 'session.failedDetail')}</Text>
            <Button leftSection={<IconLogin2 size={20} />} onClick={signIn}>
              {t('session.signIn')}
            </Button>
            <LanguageSwitch variant="subtle" />
          </>
        ) : (
          <>
            <Loader />
            <Text role="status">{t('session.signingIn')}</Text>
          </>
        )}
      </Stack>
    </Center>
  );
}
