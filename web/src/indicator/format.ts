/* A figure in its unit, as one says it. */
import type { Indicator } from '#/lib/api.gen';
import { duration } from '#/lib/time';
import { formatNumber, formatShare, type Language } from '#/lib/words';

export function figure(language: Language, unit: Indicator['unit'], value: number | null): string {
  if (value === null) return '—';
  if (unit === 'duration') return duration(language, value / 1000);
  if (unit === 'share') return formatShare(language, value);
  return formatNumber(language, value, unit === 'count' ? 0 : 2);
}

/* How far a figure is from the one before: points for a share, the unit itself otherwise. */
export function difference(language: Language, indicator: Indicator): { text: string; sign: -1 | 0 | 1 } | null {
  const { value, previous, unit } = indicator;
  if (value === null || previous === null) return null;
  const gap = value - previous;
  const text = unit === 'share'
    ? `${formatNumber(language, Math.abs(gap) * 100, 1)}\u00a0pt`
    : figure(language, unit, Math.abs(gap));
  return { text, sign: Math.abs(gap) < 1e-9 ? 0 : gap > 0 ? 1 : -1 };
}
