/* The widget's own look, in its own tree: the styles of the page do not reach it, nor its own the page. Adopted as
 * a sheet, so that a site's content-security-policy needs no style-src for it. */
export const css = `
:host{all:initial!important;position:fixed!important;z-index:2147483000!important;inset:auto 16px 16px auto!important;display:block!important}
.root{font:16px/1.45 system-ui,-apple-system,"Segoe UI",sans-serif;text-align:start;
  --ink:#1b1f27;--soft:#4a5160;--paper:#fff;--tint:#f1f3f7;--line:#767d8a;--wrong:#b3261e;color:var(--ink);color-scheme:light}
:host([data-side=left]){inset:auto auto 16px 16px!important}
@media (prefers-color-scheme:dark){.root{--ink:#eceff4;--soft:#b9c0cc;--paper:#171a21;--tint:#242934;--line:#8b93a1;--wrong:#ffb4ab;color-scheme:dark}}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
svg{width:1.4em;height:1.4em;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;display:block}
button,textarea,input{font:inherit;color:inherit}
button{cursor:pointer}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.launch{display:flex;align-items:center;gap:9.6px;min-height:52px;padding:0 19.2px 0 16px;border:1px solid #ffffff55;border-radius:32px;background:var(--accent);
  color:var(--on-accent);font-weight:600;box-shadow:0 4px 18px #0004;margin-left:auto}
:host([data-side=left]) .launch{margin-left:0}
.badge{background:var(--paper);color:var(--ink);border-radius:16px;padding:0 8px;font-size:13.6px;line-height:22.4px}
.panel{display:flex;flex-direction:column;width:376px;max-width:calc(100vw - 32px);height:576px;max-height:calc(100vh - 32px);max-height:calc(100dvh - 32px);
  background:var(--paper);border:1px solid var(--line);border-radius:16px;box-shadow:0 8px 40px #0005;overflow:hidden;animation:rise .16s ease-out}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}
.top{display:flex;align-items:center;gap:12px;padding:12px 12px 12px 16px;background:var(--accent);color:var(--on-accent)}
.top div{flex:1;min-width:0}
h2{margin:0;font-size:16.8px;line-height:1.3;overflow-wrap:anywhere}
.top p{margin:0;font-size:14px}
.top :focus-visible{outline-color:var(--on-accent)}
.plain{display:grid;place-items:center;min-width:40px;min-height:40px;border:0;border-radius:9.6px;background:none}
.plain:hover{background:#8883}
.human{display:flex;flex-wrap:wrap;align-items:center;gap:4px 16px;padding:6.4px 16px;border-bottom:1px solid var(--line);font-size:14.4px}
.link{min-height:32px;padding:0;border:0;background:none;text-decoration:underline;text-underline-offset:.2em;font-weight:600;text-align:start}
.human a,.bubble a{color:inherit}
.log{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:16px;display:flex;flex-direction:column;gap:10.4px}
.log>:first-child{margin-top:auto}
.message{max-width:86%;align-self:flex-start}
.own{align-self:flex-end}
.who{margin:0 3.2px 2.4px;font-size:12.8px;color:var(--soft)}
.own .who{text-align:end}
.bubble{margin:0;padding:8.8px 12.8px;border-radius:14.4px;background:var(--tint);white-space:pre-wrap;overflow-wrap:anywhere}
.own .bubble{background:var(--accent);color:var(--on-accent)}
.own.pending .bubble{opacity:.85}
.files{list-style:none;margin:4.8px 0 0;padding:0;display:grid;gap:4.8px}
.file{display:flex;gap:6.4px;align-items:center;width:100%;min-height:40px;padding:4.8px 11.2px;border:1px solid var(--line);border-radius:11.2px;background:var(--paper);color:var(--ink);text-align:start;overflow-wrap:anywhere}
.state{margin:2.4px 3.2px 0;font-size:12.8px;color:var(--soft);text-align:end}
.note{margin:0;padding:5.6px 16px;font-size:14px;color:var(--soft)}
.note:empty{padding:0}
.wrong{color:var(--wrong)}
form{margin:0}
.ask{display:grid;gap:6.4px;padding:12px 16px;border-top:1px solid var(--line);background:var(--tint);font-size:14.8px}
.ask p{margin:0}
label{font-size:14px;font-weight:600}
input,textarea{width:100%;padding:8px 10.4px;border:1px solid var(--line);border-radius:9.6px;background:var(--paper)}
.save{justify-self:start;min-height:40px;padding:0 16px;border:1px solid transparent;border-radius:9.6px;background:var(--accent);color:var(--on-accent);font-weight:600}
.write{border-top:1px solid var(--line);padding:9.6px 12px 11.2px}
.row{display:flex;align-items:flex-end;gap:5.6px}
textarea{flex:1;min-height:44px;max-height:144px;resize:none}
.send{background:var(--accent);color:var(--on-accent)}
.send:hover{background:var(--accent);filter:brightness(1.08)}
.only-read{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.chips{display:flex;flex-wrap:wrap;gap:4.8px;margin-bottom:6.4px}
.chips:empty{display:none}
.chip{display:flex;align-items:center;gap:4px;padding:0 0 0 9.6px;border:1px solid var(--line);border-radius:11.2px;font-size:13.6px;overflow-wrap:anywhere}
@media (max-width:480px){:host([data-open]){inset:0!important}.panel{width:100vw;max-width:none;height:100vh;height:100dvh;max-height:none;border:0;border-radius:0}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important;scroll-behavior:auto!important}}
@media (forced-colors:active){.launch,.send,.save,.bubble{border:1px solid}}
@media print{:host{display:none!important}}
`;

/* Black or white, whichever can be read on a colour (WCAG relative luminance). */
export function readableOn(colour: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
}
