import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { problemOf, type ShownCode } from '../api/problem.ts';

/** Codes of which the service's own words say more than ours. */
const detailed: ReadonlySet<ShownCode> = new Set([
  'validation-failed',
  'invalid-parameter',
  'other',
  'internal-error',
]);

export interface ProblemNoticeProps {
  /** What a call failed with. */
  readonly error: unknown;
  /** Tries again. */
  readonly onRetry?: (() => void) | undefined;
}

/** A call that failed: what happened and what to do, in the reader's language. */
export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const { t } = useTranslation();
  const { code, detail, changeId, reassignmentId, instance } = problemOf(error);
  // Trying again finds no more, and nobody has to look into it.
  const isFinal = code === 'not-found' || code === 'operator-only';
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(`codes.problem.${code}.title`)}
    >
      <Stack gap="xs" align="flex-start">
        <Text>{t(`codes.problem.${code}.advice`)}</Text>
        {detailed.has(code) && <Text size="sm">{t('codes.detail', { detail })}</Text>}
        {changeId !== undefined && (
          <Anchor component={Link} to={paths.change(changeId)}>
            {t('codes.openRequest')}
          </Anchor>
        )}
        {reassignmentId !== undefined && (
          <Anchor component={Link} to={paths.reassignment(reassignmentId)}>
            {t('codes.openRequest')}
          </Anchor>
        )}
        <Group gap="md">
          {onRetry !== undefined && !isFinal && (
            <Button size="sm" variant="default" leftSection={<IconRefresh size={18} />} onClick={onRetry}>
              {t('codes.retry')}
            </Button>
          )}
          {instance !== undefined && !isFinal && (
            <Text size="sm" className="id">
              {t('codes.reference', { instance })}
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
