/* A figure by day or week: a bar for what is counted in it, a line for what lasts, dotted where there is
 * no measure. Told in words to those who do not see it; the rows page holds the figures themselves. */
import type { Indicator } from '#/lib/api.gen';
import { date } from '#/lib/time';
import { labelled, useLanguage } from '#/lib/words';
import { figure } from './format';
import styles from './Trend.module.css';

const WIDTH = 300;
const HEIGHT = 64;
const MARGIN = 4;

/* What happens and is over; the others go on from one day to the next. */
const counted = new Set(['contacts_in', 'contacts_out']);

interface Point {
  x: number;
  y: number;
}

function Line({ points }: { points: (Point | null)[] }) {
  const solid: Point[][] = [];
  const dotted: [Point, Point][] = [];
  let before: Point | null = null;
  let gap = true;
  for (const point of points) {
    if (point) {
      if (!gap) solid[solid.length - 1]?.push(point);
      else {
        if (before) dotted.push([before, point]);
        solid.push([point]);
      }
      before = point;
    }
    gap = point === null;
  }
  const path = (run: Point[]) => run.map((one) => `${one.x.toFixed(1)},${one.y.toFixed(1)}`).join(' ');
  return (
    <>
      {dotted.map((run) => <polyline key={path(run)} points={path(run)} className={styles.gap} />)}
      {solid.map((run) => <polyline key={path(run)} points={path(run.length > 1 ? run : [...run, ...run])} className={styles.line} />)}
    </>
  );
}

export function Trend({ indicator, label }: { indicator: Indicator; label: string }) {
  const language = useLanguage();
  const { trend, unit } = indicator;
  const values = trend.flatMap((point) => (point.value === null ? [] : [point.value]));
  if (values.length < 2) return <div className={styles.trend} />;

  const top = unit === 'share' ? 1 : Math.max(...values) || 1;
  const x = (index: number) => MARGIN + (index / Math.max(1, trend.length - 1)) * (WIDTH - 2 * MARGIN);
  const y = (value: number) => HEIGHT - MARGIN - (value / top) * (HEIGHT - 2 * MARGIN);
  const bar = Math.max(1.5, (WIDTH - 2 * MARGIN) / trend.length - 2);
  const first = trend[0];
  const last = trend[trend.length - 1];
  const said = labelled(language, label, `${figure(language, unit, Math.min(...values))} – ${figure(language, unit, Math.max(...values))}`);

  return (
    <figure className={styles.trend}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={said}>
        <line x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} className={styles.base} />
        {counted.has(indicator.name)
          ? trend.map((point, index) => point.value !== null && <rect key={point.date} x={x(index) - bar / 2} y={y(point.value)} width={bar} height={HEIGHT - 1 - y(point.value)} className={styles.bar} />)
          : <Line points={trend.map((point, index) => (point.value === null ? null : { x: x(index), y: y(point.value) }))} />}
      </svg>
      {first && last && (
        <figcaption aria-hidden="true"><span>{date(language, first.date)}</span><span>max {figure(language, unit, top)}</span><span>{date(language, last.date)}</span></figcaption>
      )}
    </figure>
  );
}
