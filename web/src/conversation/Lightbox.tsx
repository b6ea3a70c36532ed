/* Pictures and PDFs looked at without leaving the thread. A picture is decoded by the browser and runs
 * nothing. A received PDF is hostile: it is given to the browser's own viewer, a process and an origin apart
 * from this page, rather than to a script of ours that would read it beside the session. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import type { Attachment } from '#/lib/api.gen';
import { attachmentAddress, pdfAddress } from '#/lib/download';
import { IconBack, IconClose, IconDownload } from '#/lib/icons';
import { useWords } from '#/lib/words';
import styles from './Lightbox.module.css';
import { words } from './words';

interface Props {
  files: readonly Attachment[];
  shown: string;
  onShow: (id: string) => void;
  onClose: () => void;
}

export default function Lightbox({ files, shown, onShow, onClose }: Props) {
  const say = useWords(words).look;
  const at = Math.max(0, files.findIndex((file) => file.id === shown));
  const file = files[at];
  const [actual, setActual] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => setActual(false), [shown]);
  useEffect(() => {
    const box = dialog.current;
    box?.showModal(); /* the browser keeps the keyboard inside, and the page behind silent */
    return () => box?.close();
  }, []);
  if (!file) return null;
  const go = (step: number) => {
    const next = files[at + step];
    if (next) onShow(next.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation(); /* the desk has keys of its own */
    if (event.key === 'ArrowRight') go(1);
    else if (event.key === 'ArrowLeft') go(-1);
  };
  const picture = file.type !== 'application/pdf';
  return createPortal(
    <dialog ref={dialog} aria-label={file.name} className={styles.box} onKeyDown={onKeyDown} onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <div className={styles.bar}>
        <h2 className={styles.name}>{file.name}</h2>
        {files.length > 1 && (
          <div className={styles.walk}>
            <button type="button" onClick={() => go(-1)} disabled={at === 0} aria-label={say.previous}><IconBack size={18} /></button>
            <span role="status">{say.place(at + 1, files.length)}</span>
            <button type="button" onClick={() => go(1)} disabled={at === files.length - 1} aria-label={say.next} className={styles.next}><IconBack size={18} /></button>
          </div>
        )}
        {picture && <button type="button" onClick={() => setActual((before) => !before)} aria-pressed={actual}>{actual ? say.fit : say.actual}</button>}
        <a href={attachmentAddress(file.id)} download={file.name} aria-label={say.download}><IconDownload size={18} /></a>
        <button type="button" autoFocus onClick={onClose} aria-label={say.close}><IconClose size={18} /></button>
      </div>
      <div className={styles.view} data-actual={(picture && actual) || undefined} tabIndex={picture && actual ? 0 : undefined}>
        {picture ? <img src={attachmentAddress(file.id)} alt={file.name} /> : <iframe src={pdfAddress(file.id)} title={file.name} referrerPolicy="no-referrer" />}
      </div>
    </dialog>,
    document.body,
  );
}
