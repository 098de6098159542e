import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.tsx';
import { ProblemNotice } from './problem-notice.tsx';

export interface ReasonDialogProps {
  readonly title: string;
  readonly detail: string;
  readonly reasonLabel: string;
  readonly reasonHint: string;
  /** The button that does it. */
  readonly confirm: string;
  /** The button that does not. Default: "Cancel". */
  readonly keep?: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** The reason is undefined if none was given. */
  readonly onConfirm: (reason: string | undefined) => void;
  readonly onClose: () => void;
}

/** Asks whether to do what ends something, and why. */
export default function ReasonDialog(props: ReasonDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const { title, detail, reasonLabel, reasonHint, confirm, keep, isBusy, error, onConfirm, onClose } = props;
  return (
    <Dialog onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm(reason.trim() === '' ? undefined : reason.trim());
        }}
      >
        <Stack>
          <Text>{detail}</Text>
          <Textarea
            data-autofocus
            label={reasonLabel}
            description={reasonHint}
            rows={3}
            maxLength={500}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          {error !== null && <ProblemNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {keep ?? t('shell.page.cancel')}
            </Button>
            <Button type="submit" color="red" loading={isBusy}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
