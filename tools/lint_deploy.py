"""What is shipped for operators, read as their programs would read it: the unit, the container, the alerts.

Each check yields what is wrong; `samples()` tries those that read texts on bad ones first.
"""
import copy
import importlib.machinery
import importlib.util
import re
import shutil
import subprocess

from lint_rules import TOP

DEPLOY = TOP / 'deploy'
EXPOSURE_MAX = 20  # tenths, of systemd-analyze security


def run(*argv):
    return subprocess.run([str(word) for word in argv], text=True, capture_output=True, check=False)


# ---- systemd ----

def unit_is_shut():
    """The unit leaves the program little: systemd-analyze gives it 2.0 or less, and knows every line."""
    if not shutil.which('systemd-analyze'):
        yield 'systemd-analyze is not here (package systemd)'
        return
    unit = DEPLOY / 'lien.service'
    said = run('systemd-analyze', 'security', '--offline=true', f'--threshold={EXPOSURE_MAX}', unit)
    if said.returncode != 0 or 'Overall exposure level' not in said.stdout:
        yield f'{unit.name}: {(said.stdout + said.stderr).strip().splitlines()[-1:]}'
    for line in said.stderr.splitlines():
        if re.search(r'[Uu]nknown|ignoring', line):
            yield f'{unit.name}: {line}'


# ---- Alerts ----

def families_of_program():
    """The names of all figures, as they stand in the sources."""
    found = set()
    for path in [*TOP.glob('src/status/*.c'), *TOP.glob('src/http/meter.c')]:
        found |= set(re.findall(r'"((?:lien|process)_[a-z_]+)"', path.read_text()))
    return found


def alert_breaches(text, families):
    import yaml  # Debian's python3-yaml
    try:
        groups = yaml.safe_load(text)['groups']
        rules = [rule for group in groups for rule in group['rules']]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        yield f'is no file of rules: {error}'
        return
    names = [rule.get('alert') for rule in rules]
    for rule in rules:
        name = rule.get('alert')
        if not re.fullmatch(r'[A-Z][A-Za-z]+', str(name)) or names.count(name) > 1:
            yield f'{name}: no name of its own'
        if set(rule) - {'alert', 'expr', 'for', 'labels', 'annotations'}:
            yield f'{name}: unknown keys {set(rule)}'
        if rule.get('labels', {}).get('severity') not in ('critical', 'warning') or not rule.get('annotations', {}).get('summary'):
            yield f'{name}: no severity or no summary'
        if 'for' in rule and not re.fullmatch(r'\d+[smhd]', str(rule['for'])):
            yield f'{name}: for {rule["for"]}'
        yield from (f'{name}: {what}' for what in expression_breaches(str(rule.get('expr', '')), families))


def expression_breaches(text, families):
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    if any(bare.count(opening) != bare.count(closing) for opening, closing in ('()', '{}', '[]')):
        yield 'brackets that do not close'
    used = re.findall(r'\b(?:lien|process)_[a-z_]+\b', bare)
    if not used and not re.search(r'\bup\b', bare):
        yield 'asks for no figure'
    for name in used:
        if name not in families and re.sub(r'_(?:bucket|sum|count)$', '', name) not in families:
            yield f'there is no figure {name}'
    for counter in re.findall(r'(\w+_total)', bare):
        if not re.search(r'(?:rate|increase)\(\s*' + counter, bare):
            yield f'{counter} only grows: rate() or increase()'


def alerts_ask_for_what_there_is():
    """Every alert is well formed and asks for figures that the program tells."""
    path = DEPLOY / 'prometheus-alerts.yml'
    yield from (f'{path.name}: {what}' for what in alert_breaches(path.read_text(), families_of_program()))


# ---- Containers ----

KNOWN = {'FROM', 'RUN', 'COPY', 'WORKDIR', 'USER', 'VOLUME', 'EXPOSE', 'STOPSIGNAL', 'ENV', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD',
         'LABEL', 'ARG'}


def instructions(text):
    joined = re.sub(r'\\\n', ' ', '\n'.join(line for line in text.split('\n') if not line.startswith('#')))
    for line in filter(None, (line.strip() for line in joined.split('\n'))):
        word, _, rest = line.partition(' ')
        yield word, rest


def container_breaches(text):
    rows = list(instructions(text))
    stages = [at for at, (word, _) in enumerate(rows) if word == 'FROM']
    if not stages or rows[0][0] not in ('FROM', 'ARG'):
        yield 'does not begin with FROM'
        return
    last = rows[stages[-1]:]
    words = [word for word, _ in last]
    for word, rest in rows:
        if word not in KNOWN:  # ADD among them: it fetches and unpacks
            yield f'unknown or unwanted: {word}'
        if word == 'FROM' and (':' not in rest or ':latest' in rest):
            yield f'FROM {rest}: say which version'
        if word == 'RUN' and 'apt-get install' in rest and '--yes' not in rest:
            yield 'apt-get install would ask'
        if word in ('ENTRYPOINT', 'CMD') and not rest.startswith('['):
            yield f'{word}: a shell would swallow signals'
        if word == 'ENV' and re.search(r'PASSWORD|SECRET|TOKEN|KEY', rest):
            yield 'ENV: a secret stays in the image'
    for wanted in ('USER', 'HEALTHCHECK', 'ENTRYPOINT'):
        if wanted not in words:
            yield f'no {wanted}'
    if 'USER' in words and dict(last)['USER'] in ('root', '0'):
        yield 'runs as root'


def compose_breaches(text):
    import yaml
    try:
        whole = yaml.safe_load(text)
        services = whole['services']
    except (yaml.YAMLError, KeyError, TypeError) as error:
        yield f'is no compose file: {error}'
        return
    for kind in ('volumes', 'networks', 'secrets'):
        declared = set(whole.get(kind) or {})
        for name, service in services.items():
            for one in service.get(kind) or []:
                used = one.get('source') if isinstance(one, dict) else str(one).split(':')[0]
                if used and not used.startswith('.') and used not in declared:
                    yield f'{name}: {kind} {used} is not declared'
    for name, service in services.items():
        if bool(service.get('image')) == bool(service.get('build')):
            yield f'{name}: an image or a build, one of them'
        if service.get('image', 'x:y').endswith(':latest') or ':' not in service.get('image', 'x:y'):
            yield f'{name}: say which version of {service["image"]}'
        for other in service.get('depends_on') or []:
            if other not in services:
                yield f'{name}: there is no {other}'
        for variable in service.get('environment') or {}:
            if re.search(r'PASSWORD$|SECRET$|TOKEN$', variable):
                yield f'{name}: {variable} belongs in a secret'
        if any(str(port).count(':') < 2 for port in service.get('ports') or []):
            yield f'{name}: a port open to the whole network'
    if len([name for name in services if name.startswith('node')]) != 3:
        yield 'three nodes are promised'


def containers_are_sound():
    """The Containerfile and the compose file say what they should, and nothing that surprises."""
    for name, breaches in (('Containerfile', container_breaches), ('compose.yml', compose_breaches)):
        yield from (f'{name}: {what}' for what in breaches((DEPLOY / name).read_text()))


# ---- What it is made of ----

def load_sbom():
    loader = importlib.machinery.SourceFileLoader('sbom', str(TOP / 'tools/sbom'))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader('sbom', loader))
    loader.exec_module(module)
    return module


def sbom_is_whole():
    """The list of what Lien is made of is SPDX 2.3, and what is shipped has a version and a licence."""
    sbom = load_sbom()
    made = sbom.document()
    yield from sbom.breaches(made)
    packages = {one['SPDXID']: one for one in made['packages']}
    shipped = [packages[one['relatedSpdxElement']] for one in made['relationships'] if one['relationshipType'] in ('CONTAINS', 'DYNAMIC_LINK')]
    yield from (f'{one["name"]}: no licence' for one in shipped if one['licenseDeclared'] == 'NOASSERTION')
    names = {one['name'] for one in shipped}
    yield from (f'{name} is not listed' for name in ('react', '@mantine/core', 'libsqlite3-0', 'libmicrohttpd12') if name not in names)
    for spoil in (lambda d: d.pop('spdxVersion'), lambda d: d['packages'][0].pop('versionInfo'), lambda d: d['relationships'].clear(),
                  lambda d: d['packages'].append(d['packages'][0]), lambda d: d['packages'][0].update(licenseDeclared='See file'),
                  lambda d: d['relationships'].append({'spdxElementId': 'SPDXRef-none', 'relationshipType': 'CONTAINS', 'relatedSpdxElement': 'SPDXRef-lien'})):
        spoilt = copy.deepcopy(made)
        spoil(spoilt)
        if not list(sbom.breaches(spoilt)):
            yield 'lets through a list that is spoilt'


# ---- What each must refuse ----

IMAGE = 'FROM debian:12\nUSER lien\nHEALTHCHECK CMD ["true"]\nENTRYPOINT ["x"]\n'
ALERT = 'groups: [{name: a, rules: [{alert: Ab, expr: "%s", labels: {severity: warning}, annotations: {summary: s}}]}]'
SERVICES = 'services: {node1: &n {image: "a:1"}, node2: *n, node3: *n%s}\n'

BAD_IMAGES = ['', IMAGE.replace('USER lien\n', ''), IMAGE.replace('lien', 'root'), IMAGE.replace(':12', ''),
              IMAGE + 'ADD https://example.org/x /x\n', IMAGE.replace('["x"]', 'x'), IMAGE + 'ENV API_TOKEN=x\n',
              IMAGE.replace('HEALTHCHECK CMD ["true"]\n', '')]
BAD_ALERTS = ['groups: [', 'groups: [{name: a, rules: [{alert: Ab}]}]', ALERT % 'lien_nothing > 1', ALERT % 'sum(lien_jobs > 1',
              ALERT % 'lien_writes_total > 1', ALERT % '1 > 0']
BAD_SERVICES = ['services: [', SERVICES % ', x: {image: a}', SERVICES % ', x: {image: "a:1", volumes: ["v:/v"]}',
                SERVICES % ', x: {image: "a:1", environment: {A_PASSWORD: x}}', SERVICES % ', x: {image: "a:1", ports: ["80:80"]}',
                SERVICES % ', x: {image: "a:1", depends_on: [y]}', SERVICES % ', x: {}', 'services: {node1: {image: "a:1"}}']


def samples():
    """The checks on texts know good from bad."""
    families = {'lien_jobs', 'lien_writes_total'}
    for what, breaches, good, bad in (
            ('container', container_breaches, [IMAGE], BAD_IMAGES),
            ('compose', compose_breaches, [SERVICES % ''], BAD_SERVICES),
            ('alert', lambda text: alert_breaches(text, families), [ALERT % 'rate(lien_writes_total[5m]) > 1'], BAD_ALERTS)):
        yield from (f'{what}: refuses {text!r}' for text in good if list(breaches(text)))
        yield from (f'{what}: lets through {text!r}' for text in bad if not list(breaches(text)))


WHOLE = [('deploy-samples', samples), ('unit-is-shut', unit_is_shut), ('alerts', alerts_ask_for_what_there_is),
         ('containers', containers_are_sound), ('sbom', sbom_is_whole)]
