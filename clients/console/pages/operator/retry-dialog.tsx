import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { operations } from '../../../../shared/http/contract/operations.ts';
import { useApi } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { localTime, timeZone } from '../../values/times.ts';

const dayMilliseconds = 86_400_000;
const minuteMilliseconds = 60_000;

/** Tries every change again that ended with failures in a period. It says how many it has reached. */
export default function RetryDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const [since, setSince] = useState(() => localTime(new Date(Date.now() - dayMilliseconds)));
  const [until, setUntil] = useState(() => localTime(new Date(Date.now() + minuteMilliseconds)));
  const [retried, setRetried] = useState(0);
  const isPeriod = since !== '' && until !== '' && since < until;
  const retrying = useAction(async () => {
    const body = {
      state: 'completed-with-failures',
      since: new Date(since).toISOString(),
      until: new Date(until).toISOString(),
    } as const;
    let count = 0;
    setRetried(0);
    for (let more = true; more;) {
      const answer = await api.call(operations.retryFailedChanges, { body });
      setRetried((count += answer.retried));
      more = answer.more;
    }
  });
  return (
    <Dialog onClose={onClose} title={t('operator.retryManyTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isPeriod) retrying.mutate(undefined);
        }}
      >
        <Stack>
          <Text>{t('operator.retryManyDetail')}</Text>
          <Group grow preventGrowOverflow={false} align="flex-start">
            <TextInput
              data-autofocus
              type="datetime-local"
              label={t('operator.endedAfter')}
              value={since}
              onChange={({ currentTarget }) => setSince(currentTarget.value)}
            />
            <TextInput
              type="datetime-local"
              label={t('operator.endedBefore')}
              value={until}
              onChange={({ currentTarget }) => setUntil(currentTarget.value)}
              error={!isPeriod && t('operator.wrongPeriod')}
            />
          </Group>
          <Text size="sm" c="dimmed">
            {t('operator.zone', { zone: timeZone() })}
          </Text>
          <Text role="status" mih={26} fw={650}>
            {(retrying.isSuccess || retried > 0) && t('operator.retriedMany', { count: retried })}
          </Text>
          {retrying.error !== null && <ProblemNotice error={retrying.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('shell.page.close')}
            </Button>
            <Button
              type="submit"
              leftSection={<IconRefresh size={20} aria-hidden />}
              loading={retrying.isPending}
              disabled={!isPeriod || retrying.isSuccess}
            >
              {t('operator.retryManyConfirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
