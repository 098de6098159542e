import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/domain/roles.ts';
import { useApi } from '../api/client.ts';
import { meQuery } from '../api/queries.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemNotice } from './problem-notice.tsx';

const ReasonDialog = lazy(() => import('./reason-dialog.tsx'));

export type Verdict = 'accepted' | 'refused';

export interface DecisionProps {
  /** The roles that the person would take. */
  readonly roles: readonly Role[];
  /** Absent if the person has accepted already: it may still refuse. */
  readonly accept?: (() => Promise<unknown>) | undefined;
  readonly refuse: (reason: string | undefined) => Promise<unknown>;
  readonly onDecided?: (verdict: Verdict) => void;
}

/** The two answers of a recipient. */
export function Decision({ roles, accept, refuse, onDecided }: DecisionProps) {
  const { t } = useTranslation();
  const [isRefusing, setRefusing] = useState(false);
  const acceptance = useAction(
    async () => accept?.(),
    () => onDecided?.('accepted'),
  );
  const refusal = useAction(refuse, () => {
    setRefusing(false);
    onDecided?.('refused');
  });
  return (
    <Stack gap="sm">
      {accept !== undefined && <BillingWarning roles={roles} />}
      {acceptance.error !== null && <ProblemNotice error={acceptance.error} />}
      <Group gap="sm">
        {accept !== undefined && (
          <Button
            leftSection={<IconCheck size={20} aria-hidden />}
            loading={acceptance.isPending}
            onClick={() => acceptance.mutate(undefined)}
          >
            {t('inbox.accept')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconX size={20} aria-hidden />}
          onClick={() => setRefusing(true)}
          aria-haspopup="dialog"
        >
          {t(accept === undefined ? 'inbox.changeMind' : 'inbox.refuse')}
        </Button>
      </Group>
      {isRefusing && (
        <Suspense>
          <ReasonDialog
            title={t('inbox.refuseTitle')}
            detail={t('inbox.refuseDetail')}
            reasonLabel={t('inbox.refuseReason')}
            reasonHint={t('inbox.refuseReasonHint')}
            confirm={t('inbox.refuse')}
            isBusy={refusal.isPending}
            error={refusal.error}
            onConfirm={(reason) => refusal.mutate(reason)}
            onClose={() => setRefusing(false)}
          />
        </Suspense>
      )}
    </Stack>
  );
}

/** Says beforehand what would end the change: what R3 asks of a billing contact. */
function BillingWarning({ roles }: Pick<DecisionProps, 'roles'>) {
  const { t } = useTranslation();
  const { data: me } = useQuery(meQuery(useApi()));
  const account = me?.account;
  if (account == null || !roles.includes('billing')) return null;
  const isInDebt = account.standing === 'in-debt';
  if (account.voipValidated && !isInDebt) return null;
  return (
    <Alert color="honey" icon={<IconAlertTriangle aria-hidden />}>
      {t(account.voipValidated ? 'inbox.inDebt' : 'inbox.notValidated')}
    </Alert>
  );
}
