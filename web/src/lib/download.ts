/* Where the server's files are; the browser fetches these itself, with its cookie. */
export const attachmentAddress = (id: string) => `/api/attachments/${encodeURIComponent(id)}`;
/* A PDF in the browser's own viewer; a file whatever the virus scanner says of it. */
export const pdfAddress = (id: string) => `${attachmentAddress(id)}?show=1`;
export const unsafeAddress = (id: string) => `${attachmentAddress(id)}?unsafe=1`;
export const sourceAddress = (message: string) => `/api/messages/${encodeURIComponent(message)}/source`;
export const htmlAddress = (message: string, images: boolean, dark: boolean) =>
  `/api/messages/${encodeURIComponent(message)}/html?images=${images ? 1 : 0}&dark=${dark ? 1 : 0}`;
