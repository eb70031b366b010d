"""What names, places and modes in a layer warn of."""

from __future__ import annotations

import pytest

from core.catalog.findings import (
    FINDINGS_LIMIT,
    NameFinding,
    by_severity,
    findings_by_name,
    rule_of_name,
    to_finding,
)
from core.catalog.findings_rules import DIRECTORY_RULES, NAME_RULES
from core.catalog.table import LayerTable
from core.layer.entry import EntryType
from core.model import Finding, FindingKind, Severity
from tests.core.catalog.made_layers import Made, made, table_of, tar_of

HIGH, MEDIUM, LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW
FILE, DIRECTORY = EntryType.REGULAR, EntryType.DIRECTORY

SECRETS = """
root/.ssh/id_rsa home/a/.ssh/id_ed25519 root/.ssh/id_ecdsa_sk root/.ssh/id_dsa home/b/id_xmss
etc/ssh/ssh_host_ed25519_key etc/dropbear/dropbear_rsa_host_key
root/Server.PPK root/.gnupg/private-keys-v1.d/ABCD.key root/.gnupg/secring.gpg
app/cert.p12 app/cert.pfx home/a/passwords.kdbx home/a/old.kdb app/store.jks app/my.keystore
app/tls/server.key app/tls/private.key app/key.pem app/server-key.pem app/tls_key.pem
app/privkey1.pem app/tls/key.der app/private/x.pem etc/ssl/private/mail.key
etc/pki/tls/private/a.pem app/signing.key app/node.pem etc/openvpn/office.ovpn
root/.netrc home/a/_netrc root/.git-credentials root/.config/git/credentials
root/.docker/config.json root/.dockercfg app/.dockerconfigjson root/.config/containers/auth.json
root/.aws/credentials root/.kube/config etc/kubernetes/admin.conf etc/kubernetes/kubelet.conf
root/.npmrc app/.yarnrc.yml root/.pypirc root/.gem/credentials root/.cargo/credentials.toml
usr/local/cargo/credentials root/.composer/auth.json root/.config/composer/auth.json
root/.m2/settings.xml root/.config/gh/hosts.yml root/.config/gcloud/credentials.db
root/.config/gcloud/access_tokens.db root/.config/gcloud/application_default_credentials.json
root/.azure/accessTokens.json root/.azure/msal_token_cache.bin root/.vault-token
root/.terraform.d/credentials.tfrc.json root/.terraformrc infra/terraform.tfstate
infra/terraform.tfstate.backup root/.pgpass app/pgpass.conf root/.my.cnf root/.mylogin.cnf
root/.s3cfg root/.boto root/.rclone.conf root/.config/rclone/rclone.conf etc/nginx/.htpasswd
app/service-account.json app/serviceAccountKey.json app/client_secret_123.json
app/.env app/.env.production app/.ENV.local
""".split()
HISTORIES = """
root/.bash_history root/.zsh_history root/.ash_history root/.sh_history root/.history root/.zhistory
root/.local/share/fish/fish_history root/.python_history root/.mysql_history root/.psql_history
root/.sqlite_history root/.rediscli_history root/.node_repl_history root/.irb_history root/.Rhistory
root/.dbshell root/.mongorc.js root/repl_history.jl root/.lesshst root/.viminfo
""".split()
HARMLESS = """
root/.ssh/id_rsa.pub root/.ssh/authorized_keys root/.ssh/known_hosts etc/ssh/ssh_host_rsa_key.pub
etc/ssl/certs/ca-certificates.crt etc/ssl/certs/ISRG_Root_X1.pem etc/ssl/cert.pem
usr/share/ca-certificates/mozilla/x.pem usr/local/share/ca-certificates/my.pem
etc/pki/tls/certs/ca-bundle.pem usr/lib/python3/dist-packages/certifi/cacert.pem
opt/venv/lib/python3.12/site-packages/certifi/cacert.pem app/node_modules/x/test/key.pem
app/fullchain.pem app/dhparam.pem app/public-key.pem app/ca.pem etc/apt/keyrings/docker.key
etc/apk/keys/alpine-devel.rsa.pub usr/share/keyrings/debian.gpg app/truststore.jks
usr/lib/node_modules/npm/.npmrc app/.env.example app/.env.sample app/.env.template app/.environment
app/src/config.json root/.docker/other.json etc/config app/credentials app/settings.xml
app/hosts.yml usr/share/doc/x/auth.json app/history app/changelog.history
usr/lib/x/service.json app/tests/fixtures/server.key app/keys.txt app/monkey app/turkey.pem.txt
usr/src/app/index.js
""".split()


def layer(*entries: Made) -> LayerTable:
    return table_of(tar_of(entries))


def file(path: str, content: bytes = b"x", **more: object) -> Made:
    return made(path.encode(), FILE, content, **more)


def folder(path: str, mode: int = 0o755) -> Made:
    return made(path.encode(), DIRECTORY, mode=mode)


def told(table: LayerTable, *kinds: FindingKind) -> list[tuple[str, Severity, int]]:
    return [
        (table.path(one.row).decode(), one.severity, one.size_bytes)
        for one in findings_by_name(table)
        if one.kind in kinds
    ]


def test_every_suspicious_name_passes_the_sieve_and_its_rule() -> None:
    """All in one layer: the sieve over columns must let each of them through."""
    table = layer(*(file(path) for path in (*SECRETS, *HISTORIES, *HARMLESS)))
    found = {path: kind for path, kind in _kinds(table) if kind is not FindingKind.LOG}
    assert found == {
        **dict.fromkeys(SECRETS, FindingKind.SECRET),
        **dict.fromkeys(HISTORIES, FindingKind.HISTORY),
    }


def _kinds(table: LayerTable) -> list[tuple[str, FindingKind]]:
    return [(table.path(one.row).decode(), one.kind) for one in findings_by_name(table)]


def test_every_rule_has_an_example_above() -> None:
    met = {id(rule_of_name(path.encode())) for path in (*SECRETS, *HISTORIES)}
    missing = [rule.title for rule in NAME_RULES if id(rule) not in met]
    assert missing == []


def test_only_regular_files_with_contents_keep_secrets() -> None:
    table = layer(
        file("root/.netrc", b""),
        folder("root/.aws"),
        folder("app/.env"),
        made(b"app/id_rsa", EntryType.SYMLINK, link=b"/dev/null"),
    )
    assert told(table, FindingKind.SECRET) == []


def test_secrets_of_builds_by_their_place() -> None:
    table = layer(file("run/secrets/db"), file("run/secrets/kubernetes.io/a/token"), file("run/x"))
    assert told(table, FindingKind.SECRET) == [
        ("run/secrets/db", HIGH, 1),
        ("run/secrets/kubernetes.io/a/token", HIGH, 1),
    ]


def test_a_cache_is_one_finding_with_its_sum() -> None:
    table = layer(
        file("var/lib/apt/lists/deb_main", b"x" * 300),
        file("var/lib/apt/lists/partial/a", b"x" * 30),
        file("root/.cache/pip/http/a", b"x" * 7),
        file("home/ann/.npm/_cacache/a", b"x" * 5),
        file("home/bob/.npm/other", b"x" * 5),
        file("var/cache/apk/APKINDEX.tar.gz", b""),
        folder("var/cache/dnf"),
    )
    assert told(table, FindingKind.CACHE) == [
        ("home/ann/.npm/_cacache", LOW, 5),
        ("root/.cache/pip", LOW, 7),
        ("var/lib/apt/lists", LOW, 330),
    ]


def test_a_large_cache_weighs_more() -> None:
    table = layer(file("var/cache/apt/archives/a.deb", bytes(10_000_000)))
    assert told(table, FindingKind.CACHE) == [("var/cache/apt", MEDIUM, 10_000_000)]


def test_a_hard_link_is_counted_once() -> None:
    table = layer(
        file("var/log/a", b"x" * 9),
        made(b"var/log/b", EntryType.HARDLINK, link=b"var/log/a"),
    )
    assert told(table, FindingKind.LOG) == [("var/log", LOW, 9)]


def test_logs_and_temporary_files() -> None:
    table = layer(
        file("var/log/dpkg.log", b"x" * 100),
        file("var/log/btmp", b""),
        file("tmp/build/a.o", b"x" * 10),
        file("run/nginx.pid", b"12\n"),
        file("run/other", b"12\n"),
        folder("var/tmp", 0o1777),
        file("srv/tmp/x"),
    )
    assert told(table, FindingKind.LOG) == [
        ("run", LOW, 3),
        ("tmp", LOW, 10),
        ("var/log", LOW, 100),
    ]


def test_setuid_and_setgid() -> None:
    table = layer(
        file("usr/bin/passwd", mode=0o4755),
        file("opt/tool", mode=0o4755),
        file("opt/users", mode=0o4711, uid=7),
        file("opt/open", mode=0o4777),
        file("usr/bin/wall", mode=0o2755, gid=5),
        file("opt/locked", mode=0o2644),  # mandatory locking, nothing that runs
        folder("var/mail", 0o2775),
    )
    assert told(table, FindingKind.SETUID) == [
        ("opt/open", HIGH, 1),
        ("opt/tool", MEDIUM, 1),
        ("opt/users", MEDIUM, 1),
        ("usr/bin/passwd", LOW, 1),
        ("usr/bin/wall", LOW, 1),
    ]
    titles = {one.title for one in findings_by_name(table) if one.kind is FindingKind.SETUID}
    assert titles == {
        "Runs as root (setuid)",
        "Runs as user 7 (setuid)",
        "Runs with group 5 (setgid)",
    }


def test_writable_for_everybody() -> None:
    table = layer(
        folder("tmp", 0o1777),
        folder("drop", 0o777),
        file("drop/a", b"xx", mode=0o666),
        folder("drop/in", 0o777),
        file("drop/in/b", b"xxx", mode=0o666),
        file("etc/one", mode=0o666),
        file("bin/run", mode=0o777),
        *(file(f"app/{number}", b"xxxx", mode=0o666) for number in range(5)),
        made(b"link", EntryType.SYMLINK, link=b"etc", mode=0o777),
        file("implied/parent/of", mode=0o600),
    )
    assert told(table, FindingKind.WRITABLE) == [
        ("app", LOW, 20),
        ("bin/run", MEDIUM, 1),
        ("drop", MEDIUM, 5),
        ("etc/one", LOW, 1),
    ]


def test_a_layer_full_of_trouble_stays_readable() -> None:
    table = layer(*(file(f"d{number}/.netrc") for number in range(FINDINGS_LIMIT + 5)))
    assert len(findings_by_name(table)) == FINDINGS_LIMIT


def test_an_empty_layer_warns_of_nothing() -> None:
    assert findings_by_name(layer()) == []


def test_rows_are_in_order_and_may_have_several_findings() -> None:
    table = layer(file("app/.env", mode=0o666), file("var/log/a"), file("bin/x", mode=0o4777))
    found = findings_by_name(table)
    assert [one.row for one in found] == sorted(one.row for one in found)
    assert len([one for one in found if table.path(one.row) == b"app/.env"]) == 2
    assert len([one for one in found if table.path(one.row) == b"bin/x"]) == 2


@pytest.mark.parametrize("rule", DIRECTORY_RULES, ids=lambda rule: rule.path.decode())
def test_every_directory_rule_finds_its_place(rule: object) -> None:
    home = "home/ann/" if rule.is_in_home else ""  # type: ignore[attr-defined]
    path = home + rule.path.decode()  # type: ignore[attr-defined]
    found = told(layer(file(f"{path}/a.pid", b"123")), FindingKind.CACHE, FindingKind.LOG)
    assert (path, LOW, 3) in found


def test_the_worst_comes_first() -> None:
    def finding(
        severity: Severity, kind: FindingKind, size_bytes: int = 0, level: int = 0
    ) -> Finding:
        return to_finding(NameFinding(1, kind, severity, "t", size_bytes), "p", level, "c")

    worst = finding(HIGH, FindingKind.SECRET, level=2)
    late = finding(HIGH, FindingKind.SECRET, level=3)
    setuid = finding(HIGH, FindingKind.SETUID)
    large = finding(LOW, FindingKind.CACHE, 9)
    small = finding(LOW, FindingKind.CACHE, 1)
    assert by_severity([small, late, large, setuid, worst]) == (worst, late, setuid, large, small)


def test_a_finding_for_the_world() -> None:
    found = NameFinding(4, FindingKind.SECRET, HIGH, "SSH private key", 7)
    assert to_finding(found, "root/id_rsa", 2, "sha256:c", deleted_at=3) == Finding(
        kind=FindingKind.SECRET,
        severity=HIGH,
        title="SSH private key",
        path="root/id_rsa",
        level=2,
        chain_id="sha256:c",
        size_bytes=7,
        deleted_at=3,
    )
