/* What one asks for while typing: a canned reply ("/acc"), a colleague ("@lé"). The editor keeps the
 * keyboard; arrows move, Enter takes. */
import { Portal } from '@mantine/core';
import { useEffect, useId, useImperativeHandle, useRef, useState, type Ref } from 'react';
import styles from './Chooser.module.css';
import type { Asking } from './editor';

export interface Choice {
  id: string;
  name: string;
  about?: string;
}

export interface ChooserHandle {
  press: (key: string) => boolean; /* true: heard */
}

interface ChooserProps {
  asking: Asking;
  label: string;
  none: string;
  choices: Choice[];
  onChoose: (id: string) => void;
  onClose: () => void;
  handle: Ref<ChooserHandle>;
}

const WIDTH = 340;
const HEIGHT = 260;

export function Chooser({ asking, label, none, choices, onChoose, onClose, handle }: ChooserProps) {
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const chosen = choices[Math.min(at, choices.length - 1)];
  useEffect(() => setAt(0), [asking.words, asking.kind]);
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [at]);
  useImperativeHandle(handle, () => ({
    press: (key) => {
      if (key === 'Escape') onClose();
      else if (!choices.length) return false;
      else if (key === 'ArrowDown') setAt((before) => (Math.min(before, choices.length - 1) + 1) % choices.length);
      else if (key === 'ArrowUp') setAt((before) => (Math.min(before, choices.length - 1) + choices.length - 1) % choices.length);
      else if ((key === 'Enter' || key === 'Tab') && chosen) onChoose(chosen.id);
      else return false;
      return true;
    },
  }));
  const left = Math.max(8, Math.min(asking.rect.left, window.innerWidth - WIDTH - 8));
  const above = asking.rect.top > HEIGHT + 16;
  return (
    <Portal>
      <div className={styles.box} style={{ left, ...(above ? { bottom: window.innerHeight - asking.rect.top + 6 } : { top: asking.rect.bottom + 6 }) }}>
        <div className={styles.label} id={id}>{label}</div>
        <ul ref={list} role="listbox" aria-labelledby={id}>
          {choices.map((one) => (
            <li key={one.id} role="option" aria-selected={one === chosen} onMouseDown={(event) => { event.preventDefault(); onChoose(one.id); }}>
              <span>{one.name}</span>
              {one.about && <span className="quiet">{one.about}</span>}
            </li>
          ))}
        </ul>
        {choices.length === 0 && <p className="quiet">{none}</p>}
        <div className="only-read" role="status">{chosen?.name ?? none}</div>
      </div>
    </Portal>
  );
}
