"""What names alone give away: the rules, as data.

Words are the last component in small letters. Where a name is common in harmless places those are
listed beside it: a warning that is wrong nine times of ten is read by nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.model import FindingKind, Severity
from core.translation import tr_noop

HIGH, MEDIUM, LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW


@dataclass(frozen=True, slots=True)
class NameRule:
    """A file name that tells what is inside.

    `name` is matched against the whole last component; `inside`, where given, against the
    directory, which has a slash at its end; `outside` names directories where the rule is silent.
    """

    kind: FindingKind
    severity: Severity
    title: str
    name: re.Pattern[bytes]
    inside: re.Pattern[bytes] | None = None
    outside: re.Pattern[bytes] | None = None


# Directories whose files come from packages, the same for everybody.
PACKAGED = re.compile(
    rb"usr/(?:lib|lib32|lib64|libexec|share|include)/|lib(?:32|64)?/"
    rb"|(?:.*/)?(?:site-packages|dist-packages|node_modules|gems)/"
    rb"|(?:.*/)?lib/(?:python|ruby|perl)[0-9.]*/|usr/local/go/",
    re.DOTALL,
)
_CERTIFICATES = re.compile(
    PACKAGED.pattern
    + rb"|etc/ssl/certs/|etc/ca-certificates|usr/local/share/ca-certificates/|etc/pki/(?!.*private)"
    rb"|etc/apt/|etc/apk/keys/|(?:.*/)?(?:tests?|testdata|fixtures|examples?)/",
    re.DOTALL,
)
_EXAMPLES = re.compile(PACKAGED.pattern + rb"|(?:.*/)?(?:tests?|testdata|fixtures)/", re.DOTALL)


def _rule(
    severity: Severity,
    title: str,
    name: bytes,
    *,
    inside: bytes | None = None,
    outside: re.Pattern[bytes] | None = None,
    kind: FindingKind = FindingKind.SECRET,
) -> NameRule:
    return NameRule(
        kind,
        severity,
        title,
        re.compile(name, re.DOTALL),
        re.compile(rb"(?:.*/)?" + inside, re.DOTALL) if inside is not None else None,
        outside,
    )


NAME_RULES: tuple[NameRule, ...] = (
    # Keys
    _rule(HIGH, "SSH private key", rb"id_(?:rsa|dsa|ecdsa|ed25519|xmss)(?:_sk)?"),
    _rule(HIGH, "SSH host key", rb"(?:ssh|dropbear)_.*_key", inside=rb"etc/(?:ssh|dropbear)/"),
    _rule(HIGH, "PuTTY private key", rb".*\.ppk", outside=_EXAMPLES),
    _rule(HIGH, "PGP private key", rb".*\.key", inside=rb"private-keys-v1\.d/"),
    _rule(HIGH, "PGP private keys", rb"secring\.(?:gpg|pgp)"),
    _rule(HIGH, tr_noop("Key and certificate in one file"), rb".*\.(?:p12|pfx)", outside=_EXAMPLES),
    _rule(HIGH, tr_noop("Password database"), rb".*\.kdbx?", outside=_EXAMPLES),
    _rule(
        MEDIUM, tr_noop("Java key store"), rb"(?!.*trust).*\.(?:jks|keystore)", outside=_EXAMPLES
    ),
    _rule(
        HIGH,
        tr_noop("Private key"),
        rb"(?!.*pub)(?:.*[-_.])?(?:priv(?:ate)?|tls|server|client|host|web|ssl)?[-_]?key\.(?:pem|der)"
        rb"|privkey[0-9]*\.pem|(?:server|private|tls|client|domain)\.key",
        outside=_CERTIFICATES,
    ),
    _rule(
        HIGH,
        tr_noop("Private key"),
        rb".*\.(?:key|pem)",
        inside=rb"private/",
        outside=_CERTIFICATES,
    ),
    _rule(MEDIUM, tr_noop("May be a private key"), rb".*\.key", outside=_CERTIFICATES),
    _rule(
        MEDIUM,
        tr_noop("May be a private key"),
        rb"(?!.*(?:cert|chain|bundle|dhparam|pub))(?!(?:ca|crl)\.pem).*\.pem",
        outside=_CERTIFICATES,
    ),
    _rule(MEDIUM, "VPN settings, often with a key", rb".*\.ovpn", outside=_EXAMPLES),
    # Logins
    _rule(HIGH, tr_noop("Login for other computers (.netrc)"), rb"[._]netrc"),
    _rule(HIGH, tr_noop("Passwords of Git"), rb"\.git-credentials"),
    _rule(HIGH, tr_noop("Passwords of Git"), rb"credentials", inside=rb"\.config/git/"),
    _rule(HIGH, tr_noop("Login of a registry"), rb"config\.json", inside=rb"\.docker/"),
    _rule(HIGH, tr_noop("Login of a registry"), rb"\.dockercfg|\.dockerconfigjson"),
    _rule(
        HIGH,
        tr_noop("Login of a registry"),
        rb"auth\.json",
        inside=rb"(?:\.config|run)/containers/",
    ),
    _rule(HIGH, tr_noop("Keys of Amazon Web Services"), rb"credentials", inside=rb"\.aws/"),
    _rule(HIGH, tr_noop("Login of a Kubernetes cluster"), rb"config", inside=rb"\.kube/"),
    _rule(
        HIGH,
        tr_noop("Login of a Kubernetes cluster"),
        rb"(?:admin|kubelet)\.conf",
        inside=rb"etc/kubernetes/",
    ),
    _rule(MEDIUM, tr_noop("Settings of npm, often with a token"), rb"\.npmrc", outside=PACKAGED),
    _rule(
        MEDIUM, tr_noop("Settings of Yarn, often with a token"), rb"\.yarnrc\.yml", outside=PACKAGED
    ),
    _rule(HIGH, tr_noop("Login of a Python package index"), rb"\.pypirc"),
    _rule(HIGH, tr_noop("Key of RubyGems"), rb"credentials", inside=rb"\.gem/"),
    _rule(HIGH, tr_noop("Token of crates.io"), rb"credentials(?:\.toml)?", inside=rb"\.?cargo/"),
    _rule(HIGH, tr_noop("Login of Composer"), rb"auth\.json", inside=rb"\.?composer/"),
    _rule(
        MEDIUM,
        tr_noop("Settings of Maven, often with a login"),
        rb"settings\.xml",
        inside=rb"\.m2/",
    ),
    _rule(HIGH, tr_noop("Token of GitHub's command"), rb"hosts\.yml", inside=rb"\.config/gh/"),
    _rule(
        HIGH,
        tr_noop("Login of Google Cloud"),
        rb"credentials\.db|access_tokens\.db|application_default_credentials\.json",
        inside=rb"gcloud/",
    ),
    _rule(
        HIGH,
        tr_noop("Login of Azure"),
        rb"accesstokens\.json|msal_token_cache\..*",
        inside=rb"\.azure/",
    ),
    _rule(HIGH, tr_noop("Token of Vault"), rb"\.vault-token"),
    _rule(HIGH, tr_noop("Token of Terraform"), rb"credentials\.tfrc\.json|\.terraformrc"),
    _rule(
        MEDIUM,
        tr_noop("State of Terraform, with secrets in it"),
        rb".*\.tfstate(?:\.backup)?",
        outside=_EXAMPLES,
    ),
    _rule(HIGH, tr_noop("Password of a database"), rb"\.pgpass|pgpass\.conf"),
    _rule(
        MEDIUM, tr_noop("Settings of MySQL, often with a password"), rb"\.my\.cnf|\.mylogin\.cnf"
    ),
    _rule(
        HIGH,
        tr_noop("Keys of cloud storage"),
        rb"\.s3cfg|\.boto|\.rclone\.conf|rclone\.conf",
        outside=PACKAGED,
    ),
    _rule(MEDIUM, tr_noop("Passwords of a web server"), rb"\.htpasswd", outside=_EXAMPLES),
    _rule(
        MEDIUM,
        tr_noop("Key of a service account"),
        rb"(?:service[-_]?account|client[-_]secrets?).*\.json",
        outside=_EXAMPLES,
    ),
    _rule(
        MEDIUM,
        tr_noop("Environment file, often with passwords"),
        rb"\.env(?:\.(?!example|sample|template|dist|test|defaults?|schema).*)?",
        outside=_EXAMPLES,
    ),
    # Histories
    _rule(
        MEDIUM,
        tr_noop("History of a shell"),
        rb"\.(?:bash|zsh|ash|sh|ksh|csh|tcsh|dash)_history|\.history|\.zhistory|fish_history",
        kind=FindingKind.HISTORY,
    ),
    _rule(
        MEDIUM,
        tr_noop("History of a program's commands"),
        rb"\.(?:python|mysql|psql|sqlite|rediscli|mongo|node_repl|irb|pry|php|scala|r|julia|gdb|bc)_?history"
        rb"|\.dbshell|\.mongorc\.js|repl_history\.jl",
        kind=FindingKind.HISTORY,
    ),
    _rule(
        LOW,
        tr_noop("History of an editor or a pager"),
        rb"\.(?:lesshst|viminfo)",
        kind=FindingKind.HISTORY,
    ),
)

# A sieve before the rules, for tables of a hundred thousand rows: each name that a rule can match
# begins or ends, in any case, with the first or last four bytes of one of these.
NAME_BEGINNINGS = (
    *(b"id_rsa", b"id_dsa", b"id_ecdsa", b"id_xmss", b"secring", b".netrc", b"_netrc", b".git-"),
    *(b"credentials", b".dockercfg", b"auth.json", b"config.json", b"admin.conf", b"kubelet.conf"),
    *(b".npmrc", b".yarnrc", b".pypirc", b"settings.xml", b"hosts.yml", b"access_tokens"),
    *(b"application_default", b"msal_token", b".vault-token", b".terraformrc", b".pgpass"),
    *(b"pgpass", b".my.cnf", b".mylogin", b".s3cfg", b".boto", b".rclone", b"rclone"),
    *(b".htpasswd", b"service", b"client_secret", b".env", b".dbshell", b".mongorc"),
    *(b"repl_history", b".lesshst", b".viminfo"),
)
NAME_ENDINGS = (
    *(b"_key", b".key", b".ppk", b".p12", b".pfx", b".kdb", b".kdbx", b".jks", b".keystore"),
    *(b".pem", b".der", b".ovpn", b"config", b".tfstate", b".backup", b"history"),
)

SECRETS_DIRECTORY = b"run/secrets"


@dataclass(frozen=True, slots=True)
class DirectoryRule:
    """A directory that is reported as a whole, with the sum of what is in it.

    `only` matches the names that count. With `is_in_home` the path is looked for in every home
    directory.
    """

    kind: FindingKind
    title: str
    path: bytes
    is_in_home: bool = False
    only: re.Pattern[bytes] | None = None


_CACHE, _LOG = FindingKind.CACHE, FindingKind.LOG

DIRECTORY_RULES: tuple[DirectoryRule, ...] = (
    DirectoryRule(_CACHE, tr_noop("Package lists of apt"), b"var/lib/apt/lists"),
    DirectoryRule(_CACHE, tr_noop("Cache of apt"), b"var/cache/apt"),
    DirectoryRule(_CACHE, tr_noop("Cache of apk"), b"var/cache/apk"),
    DirectoryRule(_CACHE, tr_noop("Cache of apk"), b"etc/apk/cache"),
    DirectoryRule(_CACHE, tr_noop("Cache of dnf"), b"var/cache/dnf"),
    DirectoryRule(_CACHE, tr_noop("Cache of dnf"), b"var/cache/libdnf5"),
    DirectoryRule(_CACHE, tr_noop("Cache of yum"), b"var/cache/yum"),
    DirectoryRule(_CACHE, tr_noop("Cache of zypper"), b"var/cache/zypp"),
    DirectoryRule(_CACHE, tr_noop("Cache of pacman"), b"var/cache/pacman"),
    DirectoryRule(_CACHE, tr_noop("Cache of pip"), b".cache/pip", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Cache of uv"), b".cache/uv", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Cache of Poetry"), b".cache/pypoetry", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Cache of pre-commit"), b".cache/pre-commit", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Cache of Conda"), b"opt/conda/pkgs"),
    DirectoryRule(_CACHE, tr_noop("Cache of npm"), b".npm/_cacache", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Cache of Yarn"), b".cache/yarn", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Cache of Yarn"), b"usr/local/share/.cache"),
    DirectoryRule(_CACHE, tr_noop("Cache of Go's builds"), b".cache/go-build", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Downloaded Go modules"), b"go/pkg/mod", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Downloaded Go modules"), b"go/pkg/mod"),
    DirectoryRule(_CACHE, tr_noop("Downloaded crates"), b".cargo/registry", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Downloaded crates"), b"usr/local/cargo/registry"),
    DirectoryRule(_CACHE, tr_noop("Cache of Gradle"), b".gradle/caches", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Repository of Maven"), b".m2/repository", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Cache of Composer"), b".composer/cache", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Cache of Composer"), b".cache/composer", is_in_home=True),
    DirectoryRule(_CACHE, tr_noop("Cache of Bundler"), b".bundle/cache", is_in_home=True),
    DirectoryRule(_LOG, tr_noop("Log files"), b"var/log"),
    DirectoryRule(_LOG, tr_noop("Temporary files"), b"tmp"),
    DirectoryRule(_LOG, tr_noop("Temporary files"), b"var/tmp"),
    DirectoryRule(_LOG, tr_noop("Files of running programs"), b"run", only=re.compile(rb".*\.pid")),
    DirectoryRule(
        _LOG, tr_noop("Files of running programs"), b"var/run", only=re.compile(rb".*\.pid")
    ),
)

# Programs that distributions ship setuid or setgid.
USUAL_SETUID = frozenset(
    (
        b"su sudo sudoedit mount umount passwd chsh chfn newgrp gpasswd chage expiry newuidmap "
        b"newgidmap fusermount fusermount3 pkexec polkit-agent-helper-1 crontab at ping ping6 "
        b"unix_chkpwd pam_extrausers_chkpwd pam_timestamp_check ssh-keysign ssh-agent wall write "
        b"bsd-write dotlockfile dbus-daemon-launch-helper utempter postdrop postqueue locate "
        b"mlocate plocate userhelper usernetctl grub2-set-bootflag mount.nfs mount.cifs bbsuid "
        b"chromium-sandbox chrome-sandbox snap-confine vmware-user-suid-wrapper"
    ).split()
)
