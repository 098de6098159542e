import { Button, Group, Stack, Text } from '@mantine/core';
import { IconBan, IconBell, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { operations } from '../../../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer } from '../../../../shared/http/contract/shapes.ts';
import { useApi } from '../../api/client.ts';
import { groupQuery, meQuery } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';

const ReasonDialog = lazy(() => import('../../components/reason-dialog.tsx'));

/** What the person may do with the change: remind, cancel, retry. */
export function Actions({ change }: { readonly change: ContactChangeAnswer }) {
  const { t } = useTranslation();
  const api = useApi();
  const [isCancelling, setCancelling] = useState(false);
  const { changeId, state } = change;
  const params = { changeId };
  const may = useRights(change);

  const reminder = useAction(() => api.call(operations.remindContactChange, { params }));
  const retrying = useAction(() => api.call(operations.retryContactChange, { params }));
  const cancelling = useAction(
    (reason: string | undefined) =>
      api.call(operations.cancelContactChange, { params, ...(reason !== undefined && { body: { reason } }) }),
    () => setCancelling(false),
  );
  const failure = reminder.error ?? retrying.error;
  const isOpen = state === 'awaiting-consent' || state === 'scheduled';
  const mayRetry = may.retry && state === 'completed-with-failures' && change.retryRequestedAt === undefined;
  if (!mayRetry && !(may.cancel && isOpen)) return null;

  return (
    <Stack gap="sm">
      <Group>
        {mayRetry && (
          <Button
            leftSection={<IconRefresh size={20} aria-hidden />}
            loading={retrying.isPending}
            onClick={() => retrying.mutate(undefined)}
          >
            {t('change.retry')}
          </Button>
        )}
        {may.cancel && state === 'awaiting-consent' && (
          <Button
            variant="default"
            leftSection={<IconBell size={20} aria-hidden />}
            loading={reminder.isPending}
            onClick={() => reminder.mutate(undefined)}
          >
            {t('change.remind')}
          </Button>
        )}
        {may.cancel && isOpen && (
          <Button
            variant="default"
            color="red"
            leftSection={<IconBan size={20} aria-hidden />}
            onClick={() => setCancelling(true)}
            aria-haspopup="dialog"
          >
            {t('change.cancel')}
          </Button>
        )}
        <Text role="status" size="sm" c="leaf.9">
          {reminder.isSuccess && t('change.reminded')}
          {retrying.isSuccess && t('change.retried')}
        </Text>
      </Group>
      {failure !== null && <ProblemNotice error={failure} />}
      {isCancelling && (
        <Suspense>
          <ReasonDialog
            title={t('change.cancelTitle')}
            detail={t('change.cancelDetail')}
            reasonLabel={t('change.cancelReason')}
            reasonHint={t('change.cancelReasonHint')}
            confirm={t('change.cancel')}
            keep={t('change.keep')}
            isBusy={cancelling.isPending}
            error={cancelling.error}
            onConfirm={(reason) => cancelling.mutate(reason)}
            onClose={() => setCancelling(false)}
          />
        </Suspense>
      )}
    </Stack>
  );
}

/** Whether the person is the requester, the administration contact, or an operator. */
function useRights({ requestedBy, groupId, state }: ContactChangeAnswer) {
  const api = useApi();
  const { data: me } = useQuery(meQuery(api));
  const isOperator = me?.isOperator === true;
  // Only a retry depends on the group, which not every party of the change sees.
  const { data: group } = useQuery({
    ...groupQuery(api, groupId),
    enabled: state === 'completed-with-failures',
  });
  return {
    cancel: isOperator || me?.nic === requestedBy,
    retry: isOperator || group?.yourRoles.includes('administration') === true,
  };
}
