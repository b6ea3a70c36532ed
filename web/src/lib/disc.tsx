/* Initials on a disc: who, at a glance. The name always stands beside it, so the letters are drawn by the
 * style and are no text. */
import styles from './disc.module.css';
import { hueOf, initials } from './names';

export function Disc({ id, name, size = 30, square = false }: { id: string; name: string; size?: number; square?: boolean }) {
  return (
    <span
      className={styles.disc}
      data-square={square || undefined}
      style={{ width: size, height: size, fontSize: size * 0.38, '--hue': hueOf(id) } as React.CSSProperties}
      data-initials={initials(name)}
      aria-hidden="true"
    />
  );
}
