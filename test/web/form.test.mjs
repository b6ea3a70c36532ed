/* Forms in a real browser: made by an administrator, filled in without JavaScript and with it, shown in a frame, looked at. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { freePort, sleep, until } from '../lib/scratch.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

let desk;
let ada;
let admin;
before(async () => {
    desk = await openDesk({ staff: { ada: 'administrator' }, options: ['--mail-address', 'contact@desk.example'] });
    admin = desk.server.client('ada');
    ada = await desk.signedIn('ada', { at: '/settings/forms' });
});
after(() => desk.close());

const shots = process.env.LIEN_SHOTS;
const shot = async (page, name) => shots && page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });

async function visitor(options = {}) {
    const context = await desk.browser.newContext({ baseURL: desk.server.url, locale: 'fr-FR', ...options });
    return desk.tab(context);
}
const matter = (subject) =>
    until(`the matter "${subject}"`, async () => (await admin.get('/api/conversations?limit=50')).body.items.find((one) => one.subject === subject));

test('an administrator makes a form by keyboard, sees it as it is written, and copies its link', async () => {
    await ada.getByText('Aucun formulaire').waitFor();
    await auditPage(ada, 'no form yet');
    await ada.getByRole('button', { name: 'Nouveau formulaire' }).last().click();
    await ada.getByRole('textbox', { name: 'Nom, pour vous' }).fill('Demande de devis');
    assert.equal(await ada.getByRole('textbox', { name: 'Adresse', exact: true }).inputValue(), 'demande-de-devis');
    await ada.getByRole('textbox', { name: 'Titre de la page' }).fill('Un devis');
    await ada.getByRole('button', { name: 'Ajouter un champ' }).click();
    await ada.getByRole('menuitem', { name: 'Un choix' }).click();
    const field = ada.getByRole('group', { name: 'Un choix' });
    await field.getByRole('textbox', { name: 'Question' }).waitFor();
    await field.getByRole('textbox', { name: 'Réponse 1' }).fill('Vélo');
    await field.getByRole('button', { name: 'Ajouter une réponse' }).click();
    await field.getByRole('textbox', { name: 'Réponse 2' }).fill('Autre');
    await field.getByRole('textbox', { name: 'Question' }).press('Alt+ArrowUp');
    await ada.getByRole('status').filter({ hasText: 'Un choix : place 3 sur 4' }).waitFor();
    const preview = ada.frameLocator('iframe[title="Aperçu du formulaire"]');
    await preview.getByRole('heading', { name: 'Un devis' }).waitFor();
    await preview.getByRole('radio', { name: 'Vélo' }).waitFor();
    await shot(ada, 'form-editor');
    await auditPage(ada, 'the editor of a form');
    await ada.getByRole('button', { name: 'Enregistrer' }).click();
    await ada.getByRole('textbox', { name: 'Lien', exact: true }).waitFor();
    assert.match(await ada.getByRole('textbox', { name: 'Lien', exact: true }).inputValue(), /\/f\/demande-de-devis$/);
    await ada.setViewportSize({ width: 390, height: 844 });
    assert.equal(await ada.evaluate(() => document.documentElement.scrollWidth), 390, 'nothing is wider than a phone');
    await shot(ada, 'form-editor-phone');
    await ada.setViewportSize({ width: 1280, height: 800 });
});

test('without JavaScript: errors lead to their fields, what was written stays, the receipt says all', async () => {
    const person = await visitor({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    await person.goto('/f/demande-de-devis');
    await shot(person, 'form-phone');
    await person.getByRole('textbox', { name: /Message/ }).fill('Un devis pour mon vélo');
    await person.getByRole('button', { name: 'Envoyer' }).click();
    const alert = person.getByRole('alert');
    await alert.getByRole('link', { name: 'Adresse e-mail' }).waitFor();
    assert.match(await person.title(), /^À corriger/);
    await alert.getByRole('link', { name: 'Adresse e-mail' }).click();
    await person.keyboard.type('lea@example.org');
    assert.equal(await person.getByRole('textbox', { name: /Message/ }).inputValue(), 'Un devis pour mon vélo');
    await shot(person, 'form-wrong');
    await sleep(3100);
    await person.getByRole('textbox', { name: 'Adresse e-mail' }).press('Enter');
    await person.getByText('C’est bien reçu').or(person.getByText("C'est bien reçu")).waitFor();
    await person.getByText('Un devis pour mon vélo').waitFor();
    await shot(person, 'form-thanks');
    await person.context().close();
    const one = await matter('Un devis');
    assert.equal(one.person.address, 'lea@example.org');
});

test('with JavaScript: a field that depends on a choice is there when it is due', async () => {
    const { body } = await admin.get('/api/forms');
    const { slug, name, languages, title, fields, version, id } = body.items[0];
    const choice = fields.find((field) => field.type === 'choice');
    const more = { key: 'more', type: 'text', label: { fr: 'Précisez' }, required: true, shown_when: { field: choice.key, options: [choice.options[1].key] } };
    const changed = await admin.put(`/api/forms/${id}`, { slug, name, languages, title, version, open: true, fields: [...fields, more], origins: [] });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    const person = await visitor();
    await person.goto(`/f/${slug}`);
    await auditPage(person, 'a form');
    assert.equal(await person.getByRole('textbox', { name: 'Précisez' }).count(), 0);
    await person.getByRole('radio', { name: 'Autre' }).check();
    await person.getByRole('textbox', { name: 'Précisez' }).waitFor();
    await person.getByRole('button', { name: 'Envoyer' }).click();
    await person.getByRole('alert').getByRole('link', { name: 'Précisez' }).waitFor();
    await auditPage(person, 'a form to correct');
    await person.emulateMedia({ colorScheme: 'dark' });
    await auditPage(person, 'a form to correct, dark');
    await shot(person, 'form-dark');
    await person.context().close();
    const bare = await visitor({ javaScriptEnabled: false });
    await bare.goto(`/f/${slug}`);
    await bare.getByText('Seulement si « Un choix » est : Autre.').waitFor();
    await bare.context().close();
});

test('a site that is named shows it in a frame; another does not', async () => {
    const port = await freePort();
    const site = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(`<iframe title="f" src="${desk.server.url}/f/cadre" width="400" height="600"></iframe>`));
    await new Promise((done) => site.listen(port, '127.0.0.1', done));
    const fields = [{ key: 'message', type: 'long_text', label: { fr: 'Message' }, required: true }];
    await admin.post('/api/forms', { slug: 'cadre', name: 'Cadre', open: true, languages: ['fr'], title: { fr: 'Dans un cadre' }, fields, origins: [`http://127.0.0.1:${port}`] });
    const person = await visitor();
    await person.goto(`http://127.0.0.1:${port}/`);
    const frame = person.frameLocator('iframe');
    await frame.getByRole('textbox', { name: 'Message' }).fill('Depuis le site');
    await sleep(3100);
    await frame.getByRole('button', { name: 'Envoyer' }).click();
    await frame.getByText('Depuis le site').waitFor();
    const other = await person.context().newPage(); /* whose console may complain: it is meant to */
    await other.goto(`http://localhost:${port}/`);
    await until('the frame to stay empty', async () => /^chrome-error:/.test(other.frames()[1]?.url() ?? ''));
    await person.context().close();
    site.close();
});

test('what seems a machine waits for a person, who brings it in', async () => {
    const body = new FormData();
    body.append('f.message', 'Bonjour, je suis quand même une personne');
    assert.equal((await fetch(`${desk.server.url}/f/cadre`, { method: 'POST', body })).status, 200);
    await ada.goto('/settings/forms');
    await ada.getByRole('link', { name: 'Mis de côté (1)' }).click();
    await ada.getByText('page altérée ou très ancienne').waitFor();
    await auditPage(ada, 'what was kept aside');
    await shot(ada, 'form-aside');
    await ada.getByRole('button', { name: /^Faire entrer/ }).click();
    await ada.getByText('Rien n’est de côté').waitFor();
    await until('it is in', async () => (await admin.get('/api/conversations?limit=50')).body.items.filter((one) => one.subject === 'Dans un cadre').length === 2);
});

test('who left a number only: the files are named before a person decides, and the composer says that no answer can leave', async () => {
    const made = await admin.post('/api/forms', {
        slug: 'rappel', name: 'Rappel', open: true, languages: ['fr'], title: { fr: 'Être rappelé' }, subject: { fr: 'Rappeler' },
        fields: [{ key: 'tel', type: 'phone', label: { fr: 'Téléphone' }, required: true }, { key: 'p', type: 'file', label: { fr: 'Pièce' } }],
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const body = new FormData();
    body.append('f.tel', '01 99 00 56 78');
    body.append('f.p', new Blob(['x'.repeat(2048)], { type: 'text/plain' }), 'devis-printemps.txt');
    assert.equal((await fetch(`${desk.server.url}/f/rappel`, { method: 'POST', body })).status, 200);
    await ada.goto('/settings/forms/aside');
    await ada.getByRole('listitem').getByText('devis-printemps.txt').waitFor();
    await ada.getByRole('listitem').getByText(/^2\s(ko|kB|Ko)$/).waitFor();
    await ada.getByRole('button', { name: /^Faire entrer/ }).click();
    const { id } = await matter('Rappeler');

    await ada.goto(`/conversations/${id}`);
    const told = ada.getByRole('status').filter({ hasText: 'Aucune réponse écrite ne peut partir' });
    await told.waitFor();
    assert.equal(await told.getByRole('link', { name: /Appeler/ }).getAttribute('href'), 'tel:0199005678');
    const send = ada.getByRole('button', { name: 'Envoyer', exact: true });
    await ada.getByRole('textbox', { name: /^Votre réponse/ }).click();
    await ada.keyboard.type('Bonjour');
    assert.ok(await send.isDisabled());
    await auditPage(ada, 'nothing written can leave');
    await shot(ada, 'no-way');
    await ada.getByRole('button', { name: 'Modifier', exact: true }).click();
    const to = ada.getByRole('combobox', { name: 'À', exact: true });
    await to.fill('camille@example.org');
    await to.press('Enter');
    await told.waitFor({ state: 'detached' });
    assert.ok(await send.isEnabled());
    await to.press('Backspace');
    await told.getByRole('button', { name: 'Écrire une note' }).click();
    await ada.getByRole('button', { name: 'Note interne', pressed: true }).waitFor();
    await told.waitFor({ state: 'detached' });
});

test('a picture is looked at within the thread, by keyboard', async () => {
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const one = await matter('Un devis');
    for (const name of ['a.png', 'b.png']) {
        const made = await admin.post(`/api/attachments?name=${name}`, new Uint8Array([...png, name.charCodeAt(0)]), { 'content-type': 'application/octet-stream' });
        const note = await admin.post(`/api/conversations/${one.id}/messages`, { kind: 'note', text: `Photo ${name}`, attachments: [made.body.id] });
        assert.equal(note.status, 201, JSON.stringify(note.body));
    }
    await ada.goto(`/conversations/${one.id}`);
    await ada.getByRole('link', { name: /a\.png/ }).press('Enter');
    const box = ada.getByRole('dialog', { name: 'a.png' });
    await box.waitFor();
    await auditPage(ada, 'a picture that is looked at');
    await shot(ada, 'lightbox');
    await ada.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
    await until('the keyboard to be back', () => ada.evaluate(() => /a\.png/.test(document.activeElement?.textContent ?? '')));
});

test('a PDF is looked at in the browser\'s own viewer, in a frame of ours', async () => {
    const pdf = '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n';
    const one = await matter('Un devis');
    const made = await admin.post('/api/attachments?name=devis.pdf', new TextEncoder().encode(pdf), { 'content-type': 'application/octet-stream' });
    await admin.post(`/api/conversations/${one.id}/messages`, { kind: 'note', text: 'Le devis', attachments: [made.body.id] });
    const shown = await admin.get(`/api/attachments/${made.body.id}?show=1`);
    assert.equal(shown.type, 'application/pdf');
    assert.match(shown.headers.get('content-disposition'), /^inline/);
    assert.match(shown.headers.get('content-security-policy'), /default-src 'none'.*frame-ancestors 'self'$/);
    assert.match((await admin.get(`/api/attachments/${made.body.id}`)).headers.get('content-disposition'), /^attachment/);
    await ada.goto(`/conversations/${one.id}`);
    if (!(await ada.evaluate(() => navigator.pdfViewerEnabled))) return; /* a download, then */
    await ada.getByRole('link', { name: /devis\.pdf/ }).click();
    await ada.getByRole('dialog', { name: 'devis.pdf' }).waitFor();
    await until('the viewer', () => ada.frames().some((frame) => frame.url().endsWith(`/api/attachments/${made.body.id}?show=1`)));
    await shot(ada, 'pdf');
    await ada.getByRole('button', { name: 'Fermer' }).click();
});
