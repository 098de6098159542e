import { Alert, Text } from '@mantine/core';
import { IconInfoCircle, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { useNow } from '../../components/use-now.ts';
import { ownWordsOf } from '../../values/own-words.ts';

/** Why a change ended without becoming effective, or why it waits. */
export function Ending({ change }: { readonly change: ContactChangeAnswer }) {
  const { t } = useTranslation();
  const now = useNow();
  const { rejection, heldSince, retryRequestedAt, state, effectiveAt } = change;
  if (rejection !== undefined) {
    const words = ownWordsOf(rejection);
    return (
      <Alert color="red" icon={<IconX aria-hidden />} title={t('change.ended')}>
        <Text>{t(`codes.rejection.${rejection.code}`)}</Text>
        {words !== undefined && <Text fs="italic">{t('words.quote', { text: words })}</Text>}
      </Alert>
    );
  }
  const isWaiting = state === 'scheduled' && (effectiveAt === undefined || Date.parse(effectiveAt) < now);
  const notes = [
    heldSince !== undefined && t('change.progress.held'),
    retryRequestedAt !== undefined && t('change.progress.retryWaits'),
    isWaiting && t('change.progress.scheduledWaits'),
  ].filter((note) => note !== false);
  return notes.map((note) => (
    <Alert key={note} color="honey" icon={<IconInfoCircle aria-hidden />}>
      {note}
    </Alert>
  ));
}
