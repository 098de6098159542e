import { Alert, Button, Modal, Stack, Text } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { basePath } from '../config.ts';
import { OtherPersonError } from './session.ts';
import { useSession } from './session-context.ts';

/** The dialog that asks the person to sign in again. The page below stays as it is. */
export default function SignInAgainDialog() {
  const { t } = useTranslation();
  const session = useSession();
  const [failure, setFailure] = useState<'blocked' | 'other-person'>();
  const [isBusy, setBusy] = useState(false);

  const signIn = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await session.signInAgain();
    } catch (error) {
      if (error instanceof OtherPersonError) {
        setFailure('other-person');
        location.assign(`${basePath}/`);
      } else setFailure('blocked');
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('session.expired')}
      zIndex={400}
    >
      <Stack>
        <Text>{t('session.expiredDetail')}</Text>
        {failure !== undefined && (
          <Alert color="honey" role="alert">
            {t(failure === 'blocked' ? 'session.popupBlocked' : 'session.otherPerson')}
          </Alert>
        )}
        <Button
          data-autofocus
          leftSection={<IconLogin2 size={20} />}
          loading={isBusy}
          onClick={() => void signIn()}
        >
          {t('session.signInAgain')}
        </Button>
      </Stack>
    </Modal>
  );
}
