import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconHourglass, IconProgress } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ContactChangeAnswer, GroupAnswer } from '../../../../shared/http/contract/shapes.ts';
import { useApi } from '../../api/client.ts';
import { changeQuery } from '../../api/queries.ts';
import { paths } from '../../app/paths.ts';
import { Moves } from '../../components/moves.tsx';
import { ChangeStateBadge } from '../../components/state-badge.tsx';
import { formatCount } from '../../values/times.ts';
import { currentLanguage } from '../../texts/language.ts';

export interface RunningChangesProps {
  readonly group: GroupAnswer;
  readonly running: readonly ContactChangeAnswer[];
}

/** What is under way on the group: open requests, and changes that propagate. */
export function RunningChanges({ group, running }: RunningChangesProps) {
  const { t } = useTranslation();
  const api = useApi();
  const open = useQueries({ queries: group.openChanges.map((changeId) => changeQuery(api, changeId)) });
  return (
    <>
      {running.map((change) => (
        <Running key={change.changeId} change={change} />
      ))}
      {open.map(
        ({ data: change }) =>
          change !== undefined && (
            <Alert
              key={change.changeId}
              color="honey"
              icon={<IconHourglass aria-hidden />}
              title={t('group.open')}
            >
              <Group justify="space-between" align="flex-end">
                <Stack gap="xs">
                  <Moves contacts={change.contacts} />
                  <ChangeStateBadge state={change.state} />
                </Stack>
                <Button component={Link} to={paths.change(change.changeId)} variant="default" size="sm">
                  {t('group.see')}
                </Button>
              </Group>
            </Alert>
          ),
      )}
    </>
  );
}

function Running({ change }: { readonly change: ContactChangeAnswer }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const { services, pending } = change.progress;
  const done = services - pending;
  const label = t('group.propagating', {
    done: formatCount(done, language),
    services: formatCount(services, language),
  });
  return (
    <Alert color="sea" icon={<IconProgress aria-hidden />}>
      <Group justify="space-between" mb="xs">
        <Text>{label}</Text>
        <Button component={Link} to={paths.change(change.changeId)} variant="default" size="sm">
          {t('group.see')}
        </Button>
      </Group>
      <Progress value={services === 0 ? 100 : (100 * done) / services} aria-label={label} />
    </Alert>
  );
}
