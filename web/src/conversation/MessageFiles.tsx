/* What came with a message: pictures as small pictures, the rest by kind, name and size. */
import { useState } from 'react';
import type { Attachment, Message } from '#/lib/api.gen';
import { attachmentAddress } from '#/lib/download';
import { fileKind, IconOfFile } from '#/lib/file-kind';
import { fileSize } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import styles from './MessageFiles.module.css';
import { words } from './words';

const PREVIEW_MAX = 6_000_000; /* bytes: beyond that a look costs more than it shows */
const LOGO_MAX = 6_000; /* a picture in a signature, a social network's sign */

/* As the server does it: these are shown by the browser, anything else is a download. */
const isPicture = (file: Attachment) => /^image\/(png|jpeg|gif|webp)$/.test(file.type);

/* The page of the HTML shows the pictures of its text; beside the bare text, those that may mean
 * something stand with the files. */
function isListed(file: Attachment, message: Message, html: boolean): boolean {
  if (!file.inline || !isPicture(file)) return true;
  return !html && (!message.has_html || file.size > LOGO_MAX);
}

export function MessageFiles({ message, html }: { message: Message; html: boolean }) {
  const say = useWords(words);
  const listed = message.attachments.filter((file) => isListed(file, message, html));
  const files = [...listed.filter(isPicture), ...listed.filter((file) => !isPicture(file))];
  if (files.length === 0) return null;
  return (
    <ul className={styles.files} aria-label={say.attachments}>
      {files.map((file) => <li key={file.id}><OneFile file={file} /></li>)}
    </ul>
  );
}

function OneFile({ file }: { file: Attachment }) {
  const say = useWords(words);
  const language = useLanguage();
  const kind = fileKind(file.type, file.name);
  const [broken, setBroken] = useState(false);
  const picture = isPicture(file);
  const preview = picture && file.size <= PREVIEW_MAX && !broken;
  return (
    <a href={attachmentAddress(file.id)} target="_blank" rel="noopener" download={picture ? undefined : file.name} className={styles.file} data-preview={preview || undefined}>
      {preview && <img src={attachmentAddress(file.id)} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />}
      <span className={styles.line}>
        <IconOfFile kind={kind} />
        <span className={styles.name} title={file.name}>{file.name}</span>
        <span className={styles.size}><span className="only-read">{say.fileKinds[kind]}, </span>{fileSize(language, file.size)}</span>
      </span>
    </a>
  );
}
