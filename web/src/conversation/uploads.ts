/* Files on their way to the server, each with how far it is; those that arrived belong to the draft. */
import { useEffect, useRef, useState } from 'react';
import { upload } from '#/lib/api';
import type { Attachment } from '#/lib/api.gen';

export const UPLOAD_MAX = 25 * 1024 * 1024; /* LIMIT_HTTP_UPLOAD */

export interface Upload {
  key: number;
  name: string;
  share: number; /* 0 to 1 */
}

export function useUploads(onDone: (attachment: Attachment) => void, onError: (name: string, error: unknown) => void, onBusy: (busy: boolean) => void) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const next = useRef(0);
  useEffect(() => {
    const all = running.current;
    return () => all.forEach((abort) => abort.abort());
  }, []);

  const busy = uploads.length > 0;
  const tell = useRef(onBusy);
  tell.current = onBusy;
  useEffect(() => tell.current(busy), [busy]);

  const end = (key: number) => {
    running.current.delete(key);
    setUploads((before) => before.filter((one) => one.key !== key));
  };

  const add = (file: File) => {
    const key = next.current++;
    const abort = new AbortController();
    running.current.set(key, abort);
    setUploads((before) => [...before, { key, name: file.name, share: 0 }]);
    upload<Attachment>('/api/attachments', file, (share) => setUploads((before) => before.map((one) => (one.key === key ? { ...one, share } : one))), abort.signal)
      .then(onDone)
      .catch((error: unknown) => abort.signal.aborted || onError(file.name, error))
      .finally(() => end(key));
  };

  return { uploads, add, cancel: (key: number) => running.current.get(key)?.abort() };
}
