/* A small button that opens a menu or a note, where there are many of them, one beside each row or message:
 * what it opens is made at the first press. Mantine's are dear even closed; twenty of them cost more than all
 * the rest of a thread.
 *
 *   <Opener label={say.acts} icon={<IconMore />} opens="menu">
 *     {(button, state) => <Menu {...state}><Menu.Target>{button}</Menu.Target>…</Menu>}
 *   </Opener> */
import { useLayoutEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import styles from './Opener.module.css';

interface OpenerProps {
  label: string;
  icon: ReactNode;
  opens: 'menu' | 'dialog';
  children: (button: ReactElement, state: { opened: boolean; onChange: (opened: boolean) => void }) => ReactNode;
}

export function Opener({ label, icon, opens, children }: OpenerProps) {
  const [made, make] = useState(false);
  const [opened, open] = useState(false);
  const place = useRef<HTMLButtonElement>(null);

  /* The button is another element inside what it opens: the keyboard is given back to it first, so that
   * closing finds where it was. */
  useLayoutEffect(() => {
    if (!made) return;
    place.current?.focus({ preventScroll: true });
    open(true);
  }, [made]);

  const button = (
    <button ref={place} type="button" className={styles.opener} title={label} aria-label={label} aria-haspopup={opens} aria-expanded={opened} onClick={() => (made ? open(!opened) : make(true))}>
      {icon}
    </button>
  );
  return made ? children(button, { opened, onChange: open }) : button;
}
