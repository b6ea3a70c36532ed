/* What a screen can do without for its first picture: false while that is drawn, true in the next one, which is
 * made in pieces that no key or click waits for. */
import { useDeferredValue } from 'react';

export const useLate = (): boolean => useDeferredValue(true, false);
