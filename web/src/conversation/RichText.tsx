/* What we wrote, as we formatted it. It comes sanitised from the server; here only what an editor of ours
 * makes is shown, element by element, and nothing is ever set as HTML. */
import { createElement, useMemo, type ReactNode } from 'react';
import styles from './RichText.module.css';

const SHOWN = new Set(['p', 'div', 'br', 'strong', 'b', 'em', 'i', 'u', 's', 'del', 'code', 'pre', 'ul', 'ol', 'li', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'span']);
const EMPTY = new Set(['br']);
const NEVER = new Set(['script', 'style', 'template', 'iframe', 'object', 'svg', 'math']);
const DEPTH_MAX = 40;

function show(node: Node, key: number, depth: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element) || depth > DEPTH_MAX) return null;
  const name = node.localName;
  if (NEVER.has(name)) return null;
  const children = () => [...node.childNodes].map((child, index) => show(child, index, depth + 1));
  if (name === 'a') {
    const href = node.getAttribute('href') ?? '';
    return /^(https?:|mailto:|tel:)/i.test(href) ? <a key={key} href={href} target="_blank" rel="noopener noreferrer nofollow">{children()}</a> : <span key={key}>{children()}</span>;
  }
  if (name === 'img') {
    const attachment = /^cid:(\d+)@attachment$/.exec(node.getAttribute('src') ?? '');
    return attachment ? <img key={key} src={`/api/attachments/${attachment[1]}`} alt={node.getAttribute('alt') ?? ''} loading="lazy" /> : null;
  }
  if (!SHOWN.has(name)) return <span key={key}>{children()}</span>;
  return EMPTY.has(name) ? createElement(name, { key }) : createElement(name, { key }, children());
}

export function RichText({ html }: { html: string }) {
  const shown = useMemo(() => [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].map((node, index) => show(node, index, 0)), [html]);
  return <div className={styles.text}>{shown}</div>;
}
