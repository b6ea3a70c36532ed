/* The widget's own look, in its own tree: the styles of the page do not reach it, nor its own the page. Adopted as
 * a sheet, so that a site's content-security-policy needs no style-src for it. */
export const css = `
:host{all:initial;position:fixed;z-index:2147483000;inset:auto 1rem 1rem auto;font:16px/1.45 system-ui,-apple-system,"Segoe UI",sans-serif;
  --ink:#1b1f27;--soft:#4a5160;--paper:#fff;--tint:#f1f3f7;--line:#767d8a;--wrong:#b3261e;color:var(--ink);color-scheme:light}
:host([data-side=left]){inset:auto auto 1rem 1rem}
@media (prefers-color-scheme:dark){:host{--ink:#eceff4;--soft:#b9c0cc;--paper:#171a21;--tint:#242934;--line:#8b93a1;--wrong:#ffb4ab;color-scheme:dark}}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
svg{width:1.4em;height:1.4em;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;display:block}
button,textarea,input{font:inherit;color:inherit}
button{cursor:pointer}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.launch{display:flex;align-items:center;gap:.6rem;min-height:3.25rem;padding:0 1.2rem 0 1rem;border:1px solid #ffffff55;border-radius:2rem;background:var(--accent);
  color:var(--on-accent);font-weight:600;box-shadow:0 4px 18px #0004;margin-left:auto}
:host([data-side=left]) .launch{margin-left:0}
.badge{background:var(--paper);color:var(--ink);border-radius:1rem;padding:0 .5rem;font-size:.85rem;line-height:1.4rem}
.panel{display:flex;flex-direction:column;width:23.5rem;max-width:calc(100vw - 2rem);height:36rem;max-height:calc(100vh - 2rem);max-height:calc(100dvh - 2rem);
  background:var(--paper);border:1px solid var(--line);border-radius:1rem;box-shadow:0 8px 40px #0005;overflow:hidden;animation:rise .16s ease-out}
@keyframes rise{from{opacity:0;transform:translateY(.75rem)}}
header{display:flex;align-items:center;gap:.75rem;padding:.75rem .75rem .75rem 1rem;background:var(--accent);color:var(--on-accent)}
header div{flex:1;min-width:0}
h2{margin:0;font-size:1.05rem;line-height:1.3;overflow-wrap:anywhere}
header p{margin:0;font-size:.875rem}
header :focus-visible{outline-color:var(--on-accent)}
.plain{display:grid;place-items:center;min-width:2.5rem;min-height:2.5rem;border:0;border-radius:.6rem;background:none}
.plain:hover{background:#8883}
.human{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1rem;padding:.4rem 1rem;border-bottom:1px solid var(--line);font-size:.9rem}
.link{min-height:2rem;padding:0;border:0;background:none;text-decoration:underline;text-underline-offset:.2em;font-weight:600;text-align:start}
.human a,.bubble a{color:inherit}
.log{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:1rem;display:flex;flex-direction:column;gap:.65rem}
.log>:first-child{margin-top:auto}
.message{max-width:86%;align-self:flex-start}
.own{align-self:flex-end}
.who{margin:0 .2rem .15rem;font-size:.8rem;color:var(--soft)}
.own .who{text-align:end}
.bubble{margin:0;padding:.55rem .8rem;border-radius:.9rem;background:var(--tint);white-space:pre-wrap;overflow-wrap:anywhere}
.own .bubble{background:var(--accent);color:var(--on-accent)}
.own.pending .bubble{opacity:.85}
.files{list-style:none;margin:.3rem 0 0;padding:0;display:grid;gap:.3rem}
.file{display:flex;gap:.4rem;align-items:center;width:100%;min-height:2.5rem;padding:.3rem .7rem;border:1px solid var(--line);border-radius:.7rem;background:var(--paper);color:var(--ink);text-align:start;overflow-wrap:anywhere}
.state{margin:.15rem .2rem 0;font-size:.8rem;color:var(--soft);text-align:end}
.note{margin:0;padding:.35rem 1rem;font-size:.875rem;color:var(--soft)}
.note:empty{padding:0}
.wrong{color:var(--wrong)}
form{margin:0}
.ask{display:grid;gap:.4rem;padding:.75rem 1rem;border-top:1px solid var(--line);background:var(--tint);font-size:.925rem}
.ask p{margin:0}
label{font-size:.875rem;font-weight:600}
input,textarea{width:100%;padding:.5rem .65rem;border:1px solid var(--line);border-radius:.6rem;background:var(--paper)}
.save{justify-self:start;min-height:2.5rem;padding:0 1rem;border:1px solid transparent;border-radius:.6rem;background:var(--accent);color:var(--on-accent);font-weight:600}
.write{border-top:1px solid var(--line);padding:.6rem .75rem .7rem}
.row{display:flex;align-items:flex-end;gap:.35rem}
textarea{flex:1;min-height:2.75rem;max-height:9rem;resize:none}
.send{background:var(--accent);color:var(--on-accent)}
.send:hover{background:var(--accent);filter:brightness(1.08)}
.only-read{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.chips{display:flex;flex-wrap:wrap;gap:.3rem;margin-bottom:.4rem}
.chips:empty{display:none}
.chip{display:flex;align-items:center;gap:.25rem;padding:0 0 0 .6rem;border:1px solid var(--line);border-radius:.7rem;font-size:.85rem;overflow-wrap:anywhere}
@media (max-width:480px){:host([data-open]){inset:0!important}.panel{width:100vw;max-width:none;height:100vh;height:100dvh;max-height:none;border:0;border-radius:0}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important;scroll-behavior:auto!important}}
@media (forced-colors:active){.launch,.send,.save,.bubble{border:1px solid}}
@media print{:host{display:none}}
`;

/* Black or white, whichever can be read on a colour (WCAG relative luminance). */
export function readableOn(colour: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
}
