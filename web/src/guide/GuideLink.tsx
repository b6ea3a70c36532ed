/* Under the navigation, as long as a first step is left: how far one is, and the way there. */
import { Link } from 'react-router';
import { useLanguage } from '#/lib/words';
import { useGuide } from './guide';
import styles from './Guide.module.css';

/* The dictionary comes with the page: the first one is lighter without it. */
const SAY = {
  fr: (done: number, all: number) => `Premiers pas : ${done} sur ${all}`,
  en: (done: number, all: number) => `First steps: ${done} of ${all}`,
};

export function GuideLink() {
  const language = useLanguage();
  const { data } = useGuide();
  if (!data || data.over) return null;
  const settled = data.steps.filter((one) => one.state !== 'todo').length;
  return (
    <Link to="/guide" className={styles.link}>
      {SAY[language](settled, data.steps.length)}
      <span className={styles.bar} aria-hidden="true"><i style={{ width: `${(100 * settled) / data.steps.length}%` }} /></span>
    </Link>
  );
}
