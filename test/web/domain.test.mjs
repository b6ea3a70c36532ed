/* What receivers make of our domains, on the screen, with a real name server behind: asked, explained, published, signed,
 * tested. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startNames } from '../lib/mail-servers.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

let desk, names, page;
before(async () => {
    names = await startNames([
        'txt-record=desk.test,v=spf1 +all', 'mx-host=desk.test,mx.desk.test,10', 'txt-record=_dmarc.desk.test,v=DMARC1; p=none; rua=mailto:dmarc@desk.test',
    ]);
    desk = await openDesk({ staff: { ada: 'administrator' }, options: ['--dns', names.address, '--mail-address', 'contact@desk.test'] });
    page = await desk.signedIn('ada', { at: '/settings/domains' });
    /* Copying is the browser's to allow. */
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
after(async () => {
    await desk?.close();
    await names?.stop();
});

const domain = () => page.getByRole('region', { name: 'desk.test' });

/** The answer to one of the questions. */
const answer = (question) => domain().getByRole('listitem').filter({ hasText: question });

test('a domain that nobody asked yet is asked, and each answer is told in words', async () => {
    await domain().getByText('Pas encore vérifié').waitFor();
    await auditPage(page, 'a domain never checked');
    await domain().getByRole('button', { name: 'Vérifier' }).click();
    await page.getByText('Vérification faite.').waitFor({ timeout: 40_000 });
    await answer('Ce serveur a-t-il le droit').getByText('L’enregistrement laisse n’importe qui envoyer à votre place.').waitFor();
    await answer('Que faire d’un courriel').getByText('Le domaine observe sans rien écarter', { exact: false }).waitFor();
    await answer('Où va la réponse').getByText('Le domaine reçoit du courrier.').waitFor();
    await answer('signature du domaine').getByText('Lien n’a pas encore de clé pour ce domaine.').waitFor();
    await answer('Où va la réponse').getByText('Détails de MX').click();
    await answer('Où va la réponse').getByText('mx.desk.test').waitFor();
    await auditPage(page, 'a domain checked');
});

test('a key is made, its record copied, and signing begins and ends', async () => {
    await domain().getByRole('button', { name: 'Créer une clé' }).click();
    await domain().getByText('Clé prête').waitFor();
    await domain().getByRole('button', { name: 'Copier la valeur de lien1._domainkey.desk.test' }).click();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^v=DKIM1; k=rsa; p=[A-Za-z0-9+/=]+$/);
    await domain().getByRole('button', { name: 'Commencer à signer' }).click();
    await domain().getByText('Lien signe', { exact: true }).waitFor();
    await auditPage(page, 'a domain that is signed');
    await domain().getByRole('button', { name: 'Arrêter de signer' }).click();
    await domain().getByText('Clé prête').waitFor();
    await domain().getByRole('button', { name: 'Nouvelle clé…' }).click();
    await page.getByRole('dialog').getByText('Lien ne signera plus avant', { exact: false }).waitFor();
    await auditPage(page, 'a key to be replaced');
    await page.keyboard.press('Escape');
});

test('a test mail leaves for the address that is given', async () => {
    const to = domain().getByLabel('Adresse qui reçoit l’essai');
    await to.fill('camille@people.test');
    await domain().getByRole('button', { name: 'Envoyer un essai' }).click();
    await page.getByText('L’essai part vers camille@people.test.', { exact: false }).waitFor();
});

test('on a phone, in the dark, long records stay within the page', async () => {
    const phone = await desk.signedIn('ada', { at: '/settings/domains', phone: true, dark: true });
    await phone.getByText('Clé prête').waitFor();
    assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    await auditPage(phone, 'domains on a phone');
    await phone.context().close();
});
