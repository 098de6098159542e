import { Button, Group, Stack, Text } from '@mantine/core';
import { IconBan, IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { operations } from '../../../../shared/http/contract/operations.ts';
import type { ReassignmentAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { useApi } from '../../api/client.ts';
import { meQuery } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';

const ReasonDialog = lazy(() => import('../../components/reason-dialog.tsx'));

/** What its owner and operators may do with the reassignment: remind, cancel. */
export function Actions({ reassignment }: { readonly reassignment: ReassignmentAnswer }) {
  const { t } = useTranslation();
  const api = useApi();
  const { data: me } = useQuery(meQuery(api));
  const [isCancelling, setCancelling] = useState(false);
  const { reassignmentId, state, requestedBy } = reassignment;
  const params = { reassignmentId };
  const reminder = useAction(() => api.call(operations.remindReassignment, { params }));
  const cancelling = useAction(
    (reason: string | undefined) =>
      api.call(operations.cancelReassignment, { params, ...(reason !== undefined && { body: { reason } }) }),
    () => setCancelling(false),
  );
  const may = me?.isOperator === true || me?.nic === requestedBy;
  const isRunning = state === 'running';
  if (!may || !(isRunning || state === 'awaiting-consent' || state === 'scheduled')) return null;
  return (
    <Stack gap="sm">
      <Group>
        {state === 'awaiting-consent' && (
          <Button
            variant="default"
            leftSection={<IconBell size={20} aria-hidden />}
            loading={reminder.isPending}
            onClick={() => reminder.mutate(undefined)}
          >
            {t('change.remind')}
          </Button>
        )}
        <Button
          variant="default"
          color="red"
          leftSection={<IconBan size={20} aria-hidden />}
          onClick={() => setCancelling(true)}
          aria-haspopup="dialog"
        >
          {t(isRunning ? 'reassignment.stop' : 'reassignment.cancel')}
        </Button>
      </Group>
      <Text role="status" size="sm" c="leaf.9">
        {reminder.isSuccess && t('change.reminded')}
      </Text>
      {reminder.error !== null && <ProblemNotice error={reminder.error} />}
      {isCancelling && (
        <Suspense>
          <ReasonDialog
            title={t('reassignment.cancelTitle')}
            detail={t(isRunning ? 'reassignment.stopDetail' : 'reassignment.cancelDetail')}
            reasonLabel={t('change.cancelReason')}
            reasonHint={t('reassignment.cancelReasonHint')}
            confirm={t(isRunning ? 'reassignment.stop' : 'reassignment.cancel')}
            keep={t('reassignment.keep')}
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
