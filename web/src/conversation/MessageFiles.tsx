/* What came with a message: pictures as small pictures, the rest by kind, name and size. */
import { lazy, Suspense, useRef, useState } from 'react';
import type { Attachment, Message } from '#/lib/api.gen';
import { attachmentAddress, unsafeAddress } from '#/lib/download';
import { fileKind, IconOfFile } from '#/lib/file-kind';
import { IconWarning } from '#/lib/icons';
import { fileSize } from '#/lib/time';
import { useLanguage, useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import styles from './MessageFiles.module.css';
import { words } from './words';

const PREVIEW_MAX = 6_000_000; /* bytes: beyond that a look costs more than it shows */
const LOGO_MAX = 6_000; /* a picture in a signature, a social network's sign */

const Lightbox = lazy(() => import('./Lightbox'));

/* As the server does it: these are shown by the browser, anything else is a download. */
const isPicture = (file: Attachment) => /^image\/(png|jpeg|gif|webp)$/.test(file.type);

/* The page of the HTML shows the pictures of its text; beside the bare text, those that may mean
 * something stand with the files. */
function isListed(file: Attachment, message: Message, html: boolean): boolean {
  if (!file.inline || !isPicture(file)) return true;
  return !html && (!message.has_html || file.size > LOGO_MAX);
}

/* Looked at here; anything else is a download. A browser without a viewer of its own downloads PDFs too. */
const isShown = (file: Attachment) => isOpen(file) && (isPicture(file) || (file.type === 'application/pdf' && navigator.pdfViewerEnabled));

/* Nothing is opened that the virus scanner has found something in, or has yet to see. */
const isOpen = (file: Attachment) => file.verdict === 'clean' || file.verdict === 'none';

export function MessageFiles({ message, html }: { message: Message; html: boolean }) {
  const say = useWords(words);
  const [shown, setShown] = useState<string | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const listed = message.attachments.filter((file) => isListed(file, message, html));
  const files = [...listed.filter(isPicture), ...listed.filter((file) => !isPicture(file))];
  if (files.length === 0) return null;
  const show = (file: Attachment, from: HTMLElement) => {
    opener.current = from;
    setShown(file.id);
  };
  const close = () => {
    setShown(null);
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <>
      <ul className={styles.files} aria-label={say.attachments}>
        {files.map((file) => <li key={file.id}>{isOpen(file) ? <OneFile file={file} onShow={isShown(file) ? show : undefined} /> : <HeldFile file={file} />}</li>)}
      </ul>
      {shown && <Suspense fallback={null}><Lightbox files={files.filter(isShown)} shown={shown} onShow={setShown} onClose={close} /></Suspense>}
    </>
  );
}

function FileLine({ file }: { file: Attachment }) {
  const say = useWords(words);
  const language = useLanguage();
  const kind = fileKind(file.type, file.name);
  return (
    <span className={styles.line}>
      <IconOfFile kind={kind} />
      <span className={styles.name} title={file.name}>{file.name}</span>
      <span className={styles.size}><span className="only-read">{say.fileKinds[kind]}, </span>{fileSize(language, file.size)}</span>
    </span>
  );
}

/* A plain click looks at it here; a middle click, or one with Ctrl, does as with any link. */
function OneFile({ file, onShow }: { file: Attachment; onShow?: (file: Attachment, from: HTMLElement) => void }) {
  const [broken, setBroken] = useState(false);
  const picture = isPicture(file);
  const preview = picture && file.size <= PREVIEW_MAX && !broken;
  return (
    <a
      href={attachmentAddress(file.id)} target="_blank" rel="noopener" download={picture ? undefined : file.name} className={styles.file} data-preview={preview || undefined}
      onClick={(event) => {
        if (!onShow || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onShow(file, event.currentTarget);
      }}
    >
      {preview && <img src={attachmentAddress(file.id)} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} />}
      <FileLine file={file} />
    </a>
  );
}

function HeldFile({ file }: { file: Attachment }) {
  const say = useWords(words);
  const may = useMay('file.unsafe');
  const infected = file.verdict === 'infected';
  return (
    <div className={styles.held} data-infected={infected || undefined}>
      <FileLine file={file} />
      <p>{infected && <IconWarning size={14} />}{infected ? say.fileInfected : say.fileWaiting}</p>
      {may && <a href={unsafeAddress(file.id)} download={file.name}>{say.fileAnyway}</a>}
    </div>
  );
}
