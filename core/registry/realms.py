"""Which token server a registry may send a login to: one of its own house.

A registry names the server itself, so a bad one could name any. The list of all public suffixes is
long and changes; what is asked here is stricter and needs none: the same host, one of the two
below the other, or both directly below a domain that people do not simply get a name in.
"""

from __future__ import annotations

import ipaddress

_KNOWN = {"registry-1.docker.io": {"auth.docker.io"}}
# Anybody may have a name directly below these.
_OPEN_TO_ALL = {
    "amazonaws.com", "appspot.com", "azurecr.io", "azurewebsites.net", "blogspot.com",
    "cloudapp.net", "cloudfront.net", "ddns.net", "duckdns.org", "dyndns.org", "firebaseapp.com",
    "fly.dev", "github.io", "gitlab.io", "herokuapp.com", "netlify.app", "ngrok.app", "ngrok.dev",
    "ngrok.io", "nip.io", "no-ip.org", "onrender.com", "pages.dev", "pkg.dev", "railway.app",
    "run.app", "sslip.io", "trycloudflare.com", "vercel.app", "web.app", "workers.dev",
    "cloudapp.azure.com", "ngrok-free.app", "ngrok-free.dev", "eu.org", "azurecontainer.io",
}  # fmt: skip
# Below a country's two letters these stand for all who do the same: co.uk, ac.jp, edu.au, gv.at.
_KINDS_OF_OWNERS = {
    "ac", "asso", "co", "com", "edu", "gob", "gouv", "gov", "gv", "id", "info", "k12", "mil",
    "name", "ne", "net", "nhs", "nom", "or", "org", "plc", "police", "sch",
}  # fmt: skip


def may_have_login(realm_host: str, registry_host: str) -> bool:
    """Whether a login for the registry may be sent to that host."""
    if realm_host == registry_host or realm_host in _KNOWN.get(registry_host, ()):
        return True
    if _is_address(realm_host) or _is_address(registry_host):
        return False
    if realm_host.endswith(f".{registry_host}"):
        return _has_one_owner(registry_host)
    if registry_host.endswith(f".{realm_host}"):
        return _has_one_owner(realm_host)
    shared = registry_host.partition(".")[2]
    return realm_host.partition(".")[2] == shared and _has_one_owner(shared)


def _has_one_owner(domain: str) -> bool:
    """Whether all names below a domain are given out by who owns it."""
    labels = domain.split(".")
    if len(labels) < 2 or "" in labels or domain in _OPEN_TO_ALL:
        return False
    is_country = len(labels[-1]) == 2
    is_for_many = len(labels) == 2 and is_country and labels[0] in _KINDS_OF_OWNERS
    return not is_for_many


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
