/* What comes with a message is looked at without leaving the thread: the picture and the first page of a PDF are
 * really painted, not only asked for. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { until } from '../lib/scratch.mjs';
import { openDesk } from './lib/browser.mjs';
import { shareOf } from './lib/pixels.mjs';

const RED = [220, 20, 60];
const GREEN = [20, 140, 60];

let desk;
let bea;
let conversation;
before(async () => {
    desk = await openDesk({ whole: true, staff: { bea: 'adviser' } });
    bea = desk.server.client('bea');
    await desk.server.deliver(letter({ from: 'Zoé <zoe@example.org>', to: 'contact@desk.example', subject: 'Devis' }));
    conversation = (await bea.get('/api/conversations?status=all')).body.items[0].id;
});
after(() => desk.close());

/** A PDF of one page that is all of one colour, with its table of places. */
function pdf([red, green, blue]) {
    const paint = `${red / 255} ${green / 255} ${blue / 255} rg 0 0 300 400 re f`;
    const objects = [
        '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
        '<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Resources<<>>>>', `<</Length ${paint.length}>>stream\n${paint}\nendstream`,
    ];
    let text = '%PDF-1.4\n';
    const places = objects.map((object, i) => {
        const place = text.length;
        text += `${i + 1} 0 obj${object}endobj\n`;
        return `${String(place).padStart(10, '0')} 00000 n \n`;
    });
    return `${text}xref\n0 5\n0000000000 65535 f \n${places.join('')}trailer<</Root 1 0 R/Size 5>>\nstartxref\n${text.length}\n%%EOF\n`;
}

async function drawn([red, green, blue]) {
    const page = await desk.visitor();
    const bytes = await page.evaluate((colour) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 300 });
        const ink = canvas.getContext('2d');
        ink.fillStyle = colour;
        ink.fillRect(0, 0, 400, 300);
        return canvas.toDataURL('image/png').split(',')[1];
    }, `rgb(${red} ${green} ${blue})`);
    await page.context().close();
    return Buffer.from(bytes, 'base64');
}

async function attach(name, bytes) {
    const made = await bea.post(`/api/attachments?name=${name}`, bytes, { 'content-type': 'application/octet-stream' });
    assert.equal((await bea.post(`/api/conversations/${conversation}/messages`, { kind: 'note', text: name, attachments: [made.body.id] })).status, 201);
}

for (const [kind, name, bytes, colour, box, other] of [
    ['the first page of a PDF', 'devis.pdf', () => Buffer.from(pdf(RED), 'latin1'), RED, 'iframe', GREEN],
    ['a picture', 'plan.png', () => drawn(GREEN), GREEN, 'img', RED],
]) {
    test(`${kind} is painted`, async () => {
        await attach(name, await bytes());
        const page = await desk.signedIn('bea', { at: `/conversations/${conversation}` });
        assert.ok(await page.evaluate(() => navigator.pdfViewerEnabled), 'this browser has a viewer of PDFs');
        await page.getByRole('link', { name: new RegExp(name.replace('.', '\\.')) }).last().click();
        const look = page.getByRole('dialog', { name });
        await look.waitFor();
        const place = look.locator(box);
        await until(`${name} to be painted`, async () => (await shareOf(page, place, colour)) > 0.1);
        assert.ok((await shareOf(page, place, other)) < 0.01, 'and nothing else');
        if (process.env.LIEN_SHOTS) await page.screenshot({ path: `${process.env.LIEN_SHOTS}/look-${name}.png` });
        await page.context().close();
    });
}
