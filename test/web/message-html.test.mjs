/* Received HTML and files, as one reads them: nothing runs, nothing is fetched until someone asks, pictures that
 * came with the mail are there, and the frame is as tall as what it holds. */
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { auditPage, openDesk } from './lib/browser.mjs';

const BOUND = 'limite';
let desk;
let elsewhere; /* the server of a sender, which counts who comes */
let asked = 0;
before(async () => {
    desk = await openDesk({ staff: { bea: 'adviser' } });
    elsewhere = http.createServer((request, answer) => {
        asked += 1;
        answer.writeHead(200, { 'content-type': 'image/png' }).end(png(40, 300));
    });
    await new Promise((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
});
after(async () => {
    await desk.close();
    elsewhere.closeAllConnections();
    await new Promise((resolve) => elsewhere.close(resolve));
});

const remote = () => `http://127.0.0.1:${elsewhere.address().port}/p.png`;

/** A teal picture. */
function png(width, height) {
    const chunk = (type, data) => {
        const body = Buffer.concat([Buffer.from(type), data]);
        const size = Buffer.alloc(4);
        const sum = Buffer.alloc(4);
        size.writeUInt32BE(data.length);
        sum.writeUInt32BE(crc(body));
        return Buffer.concat([size, body, sum]);
    };
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head.set([8, 2, 0, 0, 0], 8);
    const row = Buffer.concat([Buffer.from([0]), Buffer.concat(Array(width).fill(Buffer.from([17, 99, 95])))]);
    const rows = deflateSync(Buffer.concat(Array(height).fill(row)));
    return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function crc(bytes) {
    let sum = ~0;
    for (const byte of bytes) {
        sum ^= byte;
        for (let i = 0; i < 8; i++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
}

const base64 = (bytes) => Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n');
const part = (type, bytes, extra = []) => [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', ...extra, '', base64(bytes)].join('\r\n');

let number = 0;
/** A mail of HTML and parts; gives its subject. */
async function arrives(html, parts = [], from = 'Lou Hardy <lou@example.org>') {
    number += 1;
    const subject = `Message ${number}`;
    const pieces = [part('text/html; charset=utf-8', html), ...parts];
    await desk.server.deliver([
        `From: ${from}`, 'To: contact@desk.example', `Subject: ${subject}`, `Message-ID: <h${number}@example.org>`,
        'MIME-Version: 1.0', `Content-Type: multipart/related; boundary=${BOUND}`, '',
        ...pieces.map((piece) => `--${BOUND}\r\n${piece}`), `--${BOUND}--`, '',
    ].join('\r\n'));
    return subject;
}

/** Opens a message in its own layout; → its article. */
async function read(page, subject) {
    await page.getByRole('region', { name: 'Liste des conversations' }).getByRole('link', { name: subject }).first().click();
    await page.getByRole('heading', { level: 1, name: subject }).waitFor();
    const article = page.getByRole('region', { name: 'Messages' }).getByRole('article').first();
    const original = article.getByRole('button', { name: 'Mise en forme d’origine' });
    await article.getByRole('button', { name: /Mise en forme d’origine|Texte seul/ }).waitFor();
    if (await original.isVisible()) await original.click();
    await article.locator('iframe[data-shown]').waitFor();
    return article;
}

/** Whether all of a page stands in its frame without a bar to move it up and down. */
const fits = (article) => article.locator('iframe').contentFrame().locator('html').evaluate((root) => root.scrollHeight <= root.clientHeight);

test('nothing of a received page runs, even put there after it was cleaned', async () => {
    const subject = await arrives('<p onclick="parent.document.title=1">Bonjour</p><script>document.title="pris"</script><img src=x onerror="document.title=2">');
    const page = await desk.signedIn('bea');
    const article = await read(page, subject);
    const frame = article.locator('iframe').contentFrame();
    await frame.getByText('Bonjour').click();
    assert.equal(await article.locator('iframe').getAttribute('sandbox'), 'allow-scripts allow-popups allow-popups-to-escape-sandbox');

    /* As if the cleaning had missed something: the policy stops it, and its origin has nothing of ours. */
    const violations = await frame.locator('html').evaluate(async (root) => {
        const stopped = [];
        document.addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = 'document.body.dataset.ran = 1';
        root.append(script);
        document.body.insertAdjacentHTML('beforeend', '<p id="p" onclick="document.body.dataset.ran = 1">x</p>');
        document.getElementById('p').click();
        await fetch('/api/session').catch(() => stopped.push('fetch'));
        let cookie;
        try {
            cookie = document.cookie;
        } catch {
            cookie = 'none may be read';
        }
        await new Promise((resolve) => setTimeout(resolve));
        return { stopped: [...new Set(stopped)].sort(), ran: document.body.dataset.ran, origin: self.origin, cookie };
    });
    assert.deepEqual(violations.stopped, ['connect-src', 'fetch', 'script-src-attr', 'script-src-elem']);
    assert.equal(violations.ran, undefined);
    assert.equal(violations.origin, 'null');
    assert.equal(violations.cookie, 'none may be read');
    assert.equal(await page.title(), `${subject} · Lien`);
    desk.complaints = desk.complaints.filter((one) => !/Content Security Policy/.test(one));
    await page.context().close();
});

test('remote images come when asked for, for this message or for this sender, and are remembered', async () => {
    const html = () => `<p>Notre lettre</p><img src="${remote()}?${number}"><img src="${remote()}?b${number}" width=1 height=1>`;
    const [first, second, other] = [await arrives(html()), await arrives(html()), await arrives(html(), [], 'Zoé Bel <zoe@example.org>')];
    const page = await desk.signedIn('bea');
    let article = await read(page, first);
    await article.getByText('2 images distantes ne sont pas affichées.').waitFor();
    await auditPage(page, 'a message whose images are held back');
    assert.equal(asked, 0);
    await article.getByRole('button', { name: 'Afficher les images distantes' }).click();
    await article.locator('iframe').contentFrame().locator('img').first().evaluate((image) => image.decode());
    await article.getByText('Les images distantes de ce message sont affichées dans ce navigateur.').waitFor();
    await page.waitForFunction(() => document.querySelector('iframe').clientHeight >= 320);
    assert.ok(asked > 0);

    article = await read(page, second);
    await article.getByText('2 images distantes ne sont pas affichées.').waitFor();
    await article.getByRole('button', { name: 'Toujours pour Lou Hardy' }).click();
    await article.getByText('Les images distantes de Lou Hardy sont toujours affichées dans ce navigateur.').waitFor();
    article = await read(page, other);
    await article.getByText('2 images distantes ne sont pas affichées.').waitFor();
    assert.deepEqual(await page.evaluate(() => /@/.test(localStorage.getItem('lien.images'))), false, 'no address is kept');

    await page.reload();
    article = await read(page, second);
    await article.getByRole('button', { name: 'Ne plus les afficher' }).click();
    await article.getByText('2 images distantes ne sont pas affichées.').waitFor();
    await page.context().close();
});

test('pictures of the mail stand in its text, or at its end; other files beside it', async () => {
    const picture = (id, name) => part(`image/png; name=${name}`, png(60, 90), [`Content-ID: <${id}>`, `Content-Disposition: inline; filename=${name}`]);
    const subject = await arrives('<p>Voici la photo :</p><img src="cid:photo@example.org"><p>Bien à vous</p>', [
        picture('photo@example.org', 'photo.png'),
        picture('oubliee@example.org', 'oubliee.png'),
        part('application/pdf; name=devis.pdf', '%PDF-1.4\n%%EOF\n', ['Content-Disposition: inline; filename=devis.pdf']),
        part('image/png; name=plan.png', png(600, 400), ['Content-Disposition: attachment; filename=plan.png']),
    ]);
    const page = await desk.signedIn('bea');
    const article = await read(page, subject);
    const images = article.locator('iframe').contentFrame().locator('img');
    assert.equal(await images.count(), 2);
    for (let i = 0; i < 2; i++) assert.equal(await images.nth(i).evaluate((image) => image.decode().then(() => image.naturalHeight)), 90);
    const files = article.getByRole('list', { name: 'Pièces jointes' }).getByRole('listitem');
    assert.deepEqual((await files.allInnerTexts()).map((text) => text.split('\n')[0]), ['plan.png', 'devis.pdf']);
    await files.nth(1).getByRole('link', { name: /devis\.pdf document PDF, \d+ o/ }).waitFor();
    assert.ok(await files.nth(0).locator('img').evaluate((image) => image.decode().then(() => image.naturalWidth > 0)));
    await auditPage(page, 'a message with pictures and files');
    await page.context().close();
});

test('the frame is as tall as its text, a wide table moves inside it, and endless growth ends', async () => {
    const long = await arrives(Array.from({ length: 60 }, (_, i) => `<p>Paragraphe ${i}</p>`).join(''));
    const wide = await arrives(`<table><tr>${Array.from({ length: 30 }, (_, i) => `<td width="100">Colonne ${i}</td>`).join('')}</tr></table>`);
    const endless = await arrives('<div style="min-height:100vh">Bonjour</div><p>Fin</p>');
    const page = await desk.signedIn('bea');
    for (const [width, height] of [[1440, 900], [390, 844]]) {
        await page.setViewportSize({ width, height });
        await page.goto('/conversations');
        let article = await read(page, long);
        await page.waitForFunction(() => document.querySelector('iframe').clientHeight > 1500);
        assert.ok(await fits(article));
        await page.goto('/conversations');
        article = await read(page, wide);
        assert.ok(await fits(article));
        assert.ok(await article.locator('iframe').contentFrame().locator('html').evaluate((root) => root.scrollWidth > root.clientWidth));
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
        await page.goto('/conversations');
        article = await read(page, endless);
        assert.ok((await article.locator('iframe').boundingBox()).height < 400);
    }
    await page.context().close();
});

test('in the dark a plain page is dark, one with colours keeps its paper, and text alone is one key away', async () => {
    const plain = await arrives('<p>Sans couleur</p>');
    const coloured = await arrives('<p style="color:#333333">Avec couleur</p>');
    const page = await desk.signedIn('bea', { dark: true });
    const ground = (article) => article.locator('iframe').contentFrame().locator('html').evaluate((root) => getComputedStyle(root).backgroundColor);
    let article = await read(page, plain);
    assert.equal(await ground(article), 'rgb(26, 31, 30)');
    await auditPage(page, 'a plain message in the dark');
    article = await read(page, coloured);
    assert.equal(await ground(article), 'rgb(255, 255, 255)');
    await auditPage(page, 'a coloured message in the dark');
    await article.getByRole('button', { name: 'Texte seul' }).click();
    await article.locator('iframe').waitFor({ state: 'detached' });
    await page.context().close();
});

test('what reception could not read is told in the thread, with the original at hand', async () => {
    const mail = (name, lines, text) => [`From: ${name} <${name}@example.org>`, 'To: contact@desk.example', ...lines, '', text, ''].join('\r\n');
    const charset = ['Content-Type: text/plain; charset=x-nobody-knows', 'Content-Transfer-Encoding: 8bit'];
    await desk.server.deliver(
        Buffer.from(mail('max', ['Subject: Alphabet', 'Message-ID: <n1@example.org>', ...charset], 'L\'\xe9t\xe9'), 'latin1'),
        mail('max', ['Subject: Re: Alphabet', 'Message-ID: <n2@example.org>', 'In-Reply-To: <n1@example.org>', 'Auto-Submitted: auto-replied'], 'Je suis absent.'),
        mail('ida', ['Subject: Sans bords', 'Message-ID: <n3@example.org>', 'Content-Type: multipart/mixed'], 'Bonjour'),
    );
    const page = await desk.signedIn('bea');
    const list = page.getByRole('region', { name: 'Liste des conversations' });
    const articles = page.getByRole('region', { name: 'Messages' }).getByRole('article');
    await list.getByRole('link', { name: 'Alphabet' }).click();
    await articles.first().getByText('L\'été').waitFor();
    await articles.first().getByText('L’alphabet de ce message n’était pas indiqué : il a été deviné.').waitFor();
    await articles.nth(1).getByText('Une machine a répondu à la place de la personne', { exact: false }).waitFor();
    await auditPage(page, 'what a machine wrote');

    await list.getByRole('link', { name: 'Sans bords' }).click();
    await articles.first().getByText('Ce courriel est abîmé', { exact: false }).waitFor();
    const [source] = await Promise.all([page.waitForEvent('download'), articles.first().getByRole('link', { name: 'Télécharger l’original' }).click()]);
    assert.match(source.suggestedFilename(), /\.eml$/);
    await auditPage(page, 'a mail with something missing');
    await page.context().close();
});
