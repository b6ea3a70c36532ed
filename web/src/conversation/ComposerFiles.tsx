import { ActionIcon, Progress } from '@mantine/core';
import type { Attachment } from '#/lib/api.gen';
import { IconClose, IconFile } from '#/lib/icons';
import { fileSize } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import styles from './Composer.module.css';
import type { Upload } from './uploads';
import { words } from './words';

interface FilesProps {
  attachments: Attachment[];
  uploads: Upload[];
  onRemove: (attachment: Attachment) => void;
  onCancel: (key: number) => void;
}

export function ComposerFiles({ attachments, uploads, onRemove, onCancel }: FilesProps) {
  const say = useWords(words);
  const language = useLanguage();
  if (attachments.length + uploads.length === 0) return null;
  return (
    <ul className={styles.files} aria-label={say.attachments}>
      {attachments.map((one) => (
        <li key={one.id}>
          <IconFile size={15} />
          <span className={styles.fileName}>{one.name}</span>
          <span className="quiet">{fileSize(language, one.size)}</span>
          <ActionIcon variant="subtle" color="gray" size="xs" aria-label={say.removeFile(one.name)} onClick={() => onRemove(one)}><IconClose size={13} /></ActionIcon>
        </li>
      ))}
      {uploads.map((one) => (
        <li key={one.key}>
          <IconFile size={15} />
          <span className={styles.fileName}>{one.name}</span>
          <Progress value={one.share * 100} size="sm" w={70} aria-label={say.uploading(one.name)} />
          <ActionIcon variant="subtle" color="gray" size="xs" aria-label={say.removeFile(one.name)} onClick={() => onCancel(one.key)}><IconClose size={13} /></ActionIcon>
        </li>
      ))}
    </ul>
  );
}
