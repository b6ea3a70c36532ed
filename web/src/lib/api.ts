/* Asking the server. Every answer that is not a success becomes a Problem, which screens show in words of
 * their own (lib/states.tsx): the server's sentence is for programmers. */

export interface Page<T> {
  items: T[];
  next: string | null;
}

export class Problem extends Error {
  constructor(
    readonly status: number /* 0: the server could not be reached */,
    readonly code: string,
    readonly detail: string,
    readonly field: string | null = null,
    readonly retryAfter: number | null = null /* seconds */,
  ) {
    super(`${status} ${code}: ${detail}`);
    this.name = 'Problem';
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

let csrf = '';
let signedOut: () => void = () => {};

/* What a request that changes something must carry; known once signed in. */
export function setCsrf(token: string): void {
  csrf = token;
}

/* Called when the server no longer knows us. */
export function onSignedOut(call: () => void): void {
  signedOut = call;
}

export function address(path: string, query?: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

function problemOf(status: number, text: string, retryAfter: string | null): Problem {
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(text) as Record<string, unknown>;
  } catch {
    /* A proxy in between answers what it likes. */
  }
  const word = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : null);
  return new Problem(status, word('code') ?? 'unknown', word('detail') ?? word('title') ?? '', word('field'), retryAfter ? Number(retryAfter) : null);
}

async function ask<T>(method: string, path: string, options: { query?: Query; body?: unknown; signal?: AbortSignal }): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['X-CSRF-Token'] = csrf;

  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem(0, 'unreachable', String(error));
  }

  const text = await response.text();
  if (!response.ok) {
    if (response.status === 401 && csrf) signedOut();
    throw problemOf(response.status, text, response.headers.get('Retry-After'));
  }
  return (text ? JSON.parse(text) : undefined) as T;
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => ask<T>('GET', path, { query, signal }),
  post: <T = void>(path: string, body?: unknown) => ask<T>('POST', path, { body }),
  put: <T = void>(path: string, body: unknown) => ask<T>('PUT', path, { body }),
  patch: <T = void>(path: string, body: unknown) => ask<T>('PATCH', path, { body }),
  remove: (path: string) => ask<void>('DELETE', path, {}),
  /* Takes something away and answers what it was. */
  take: <T>(path: string) => ask<T>('DELETE', path, {}),
};

/* Sends a small file as it is, and reads the answer. */
export async function sendFile<T>(method: 'POST' | 'PUT', path: string, file: Blob, query?: Query): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address(path, query), {
      method,
      headers: { Accept: 'application/json', 'Content-Type': 'application/octet-stream', 'X-CSRF-Token': csrf },
      credentials: 'same-origin',
      body: file,
    });
  } catch (error) {
    throw new Problem(0, 'unreachable', String(error));
  }
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, text, response.headers.get('Retry-After'));
  return JSON.parse(text) as T;
}

/* Sends a file as it is. XMLHttpRequest, because fetch does not tell how far an upload is. */
export function upload<T>(path: string, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address(path, { name: file.name }));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-CSRF-Token', csrf);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(problemOf(request.status, request.responseText, request.getResponseHeader('Retry-After')));
    };
    request.onerror = () => reject(new Problem(0, 'unreachable', 'upload'));
    signal.addEventListener('abort', () => {
      request.abort();
      reject(new DOMException('aborted', 'AbortError'));
    });
    request.send(file);
  });
}
