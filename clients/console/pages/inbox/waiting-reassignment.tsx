import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { operations } from '../../../../shared/http/contract/operations.ts';
import type { ReassignmentAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { useApi } from '../../api/client.ts';
import { paths } from '../../app/paths.ts';
import { Decision, type Verdict } from '../../components/decision.tsx';
import { Facts } from '../../components/facts.tsx';
import { RoleBadge } from '../../components/role-badge.tsx';
import { Time, TimeLeft } from '../../components/time.tsx';

export interface WaitingReassignmentProps {
  readonly reassignment: ReassignmentAnswer;
  readonly expiresAt: string;
  readonly onDecided: (verdict: Verdict) => void;
}

/** A reassignment that waits for the person. What it would change can be seen before deciding. */
export function WaitingReassignment({ reassignment, expiresAt, onDecided }: WaitingReassignmentProps) {
  const { t } = useTranslation();
  const api = useApi();
  const { reassignmentId, from, roles, requestedBy, reason, runAt, groupCount } = reassignment;
  const params = { reassignmentId };
  return (
    <Card component="article">
      <Stack gap="md">
        <div>
          <Title order={2}>{t('inbox.replaces', { nic: requestedBy, from })}</Title>
          <Text c="dimmed">
            {groupCount === undefined ? t('inbox.everywhere') : t('inbox.inGroups', { count: groupCount })}
          </Text>
        </div>
        <Facts
          of={[
            [
              t('inbox.roles'),
              <Group key="roles" gap="xs">
                {roles.map((role) => (
                  <RoleBadge key={role} role={role} />
                ))}
              </Group>,
            ],
            [t('inbox.reason'), reason],
            [t('inbox.at'), runAt === undefined ? undefined : <Time key="at" at={runAt} />],
            [
              t('inbox.until'),
              <span key="until">
                <Time at={expiresAt} /> (<TimeLeft at={expiresAt} />)
              </span>,
            ],
          ]}
        />
        <Anchor component={Link} to={paths.reassignment(reassignmentId)}>
          {t('inbox.preview')}
        </Anchor>
        <Decision
          roles={roles}
          accept={() => api.call(operations.acceptReassignment, { params })}
          refuse={(why) =>
            api.call(operations.refuseReassignment, {
              params,
              ...(why !== undefined && { body: { reason: why } }),
            })
          }
          onDecided={onDecided}
        />
      </Stack>
    </Card>
  );
}
