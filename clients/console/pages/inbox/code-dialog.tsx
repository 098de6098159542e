import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { inOrder, roles, type Role } from '../../../../shared/domain/roles.ts';
import { operations } from '../../../../shared/http/contract/operations.ts';
import { readGroupId } from '../../../lib/values/ids.ts';
import { useApi } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { formatTime } from '../../values/times.ts';
import classes from './code-dialog.module.css';

interface Values {
  roles: Role[];
  group: string;
  minutes: string;
}

const minutes = [15, 60, 240, 1440] as const;
const initialValues: Values = { roles: [], group: '', minutes: '60' };

/** Makes a consent code, and shows it this once. */
export default function CodeDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const form = useForm<Values>({
    initialValues,
    validate: {
      roles: (chosen) => (chosen.length === 0 ? t('inbox.codes.needRole') : null),
      group: (given) => (given.trim() === '' || readGroupId(given).ok ? null : t('inbox.codes.groupWrong')),
    },
  });
  const making = useAction((values: Values) => {
    const group = readGroupId(values.group);
    return api.call(operations.createConsentCode, {
      body: {
        roles: inOrder(values.roles),
        expiresInMinutes: Number(values.minutes),
        ...(group.ok && { groupId: group.value }),
      },
    });
  });
  const made = making.data;
  return (
    <Dialog
      onClose={onClose}
      // A code that was not copied is lost: it takes a decision to leave it.
      closeOnClickOutside={made === undefined}
      title={t(made === undefined ? 'inbox.codes.create' : 'inbox.codes.made')}
    >
      {made === undefined ? (
        <form noValidate onSubmit={form.onSubmit((values) => making.mutate(values))}>
          <Stack>
            <Checkbox.Group label={t('inbox.codes.roles')} {...form.getInputProps('roles')}>
              <Stack gap="xs" mt={4}>
                {roles.map((role) => (
                  <Checkbox
                    key={role}
                    value={role}
                    label={t(`words.role.${role}`)}
                    description={t(`words.roleDetail.${role}`)}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
            <TextInput
              label={t('inbox.codes.group')}
              description={t('inbox.codes.groupHint')}
              placeholder="ab12345-ovh-1"
              autoCapitalize="off"
              spellCheck={false}
              {...form.getInputProps('group')}
            />
            <NativeSelect
              label={t('inbox.codes.duration')}
              data={minutes.map((count) => ({
                value: String(count),
                label:
                  count < 60
                    ? t('inbox.codes.minutes', { count })
                    : t('inbox.codes.hours', { count: count / 60 }),
              }))}
              {...form.getInputProps('minutes')}
            />
            {making.error !== null && <ProblemNotice error={making.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('shell.page.cancel')}
              </Button>
              <Button type="submit" loading={making.isPending}>
                {t('inbox.codes.create')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Text>{t('inbox.codes.once')}</Text>
          <output className={classes['code']}>{made.code}</output>
          <Text size="sm" c="dimmed">
            {t('inbox.codes.validUntil', { at: formatTime(made.expiresAt, currentLanguage(), 'zoned') })}
          </Text>
          <Group justify="flex-end">
            <CopyButton value={made.code} />
            <Button onClick={onClose}>{t('inbox.codes.done')}</Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
