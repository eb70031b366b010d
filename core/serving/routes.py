"""What a path asks for (distribution-spec, "Endpoints"). Anything else is nothing."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from core.oci.digest import KNOWN_DIGEST
from core.oci.remote_names import REPOSITORY, TAG
from core.serving.names import REPOSITORY_LIMIT

_ANY_DIGEST = re.compile(r"[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]{1,256}")
_KEY = re.compile(r"[0-9a-f]{32}")
_END = re.compile(
    r"(?P<name>.+)/(?:manifests/(?P<manifest>[^/]+)|blobs/uploads/(?P<upload>[^/]*)"
    r"|blobs/(?P<blob>[^/]+)|tags/(?P<tags>list)|referrers/(?P<subject>[^/]+))"
)
_QUERY_FIELDS = 50


class Kind(enum.Enum):
    """The endpoints."""

    FRONT = "front"  # for a person with a browser
    DOOR = "door"  # /v2/
    TICKETS = "tickets"
    CATALOG = "catalog"
    MANIFEST = "manifest"
    BLOB = "blob"
    TAGS = "tags"
    REFERRERS = "referrers"
    UPLOADS = "uploads"  # begin one
    UPLOAD = "upload"  # one that is under way


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request goes. `wrong` says which part of it breaks its grammar, "" when none."""

    kind: Kind
    repository: str = ""
    name: str = ""  # a tag, a digest or an upload's key
    query: dict[str, list[str]] = field(default_factory=dict)
    wrong: str = ""

    def asked(self, name: str) -> str:
        """A field of the query, "" when it is missing."""
        return self.query.get(name, [""])[0]


def route_of(target: str) -> Route | None:
    """What a request's target asks for; None for nothing that there is here."""
    path, _mark, rest = target.partition("?")
    try:
        query = parse_qs(rest, keep_blank_values=True, max_num_fields=_QUERY_FIELDS)
    except ValueError:
        return None
    fixed = {
        "/": Kind.FRONT, "/v2": Kind.DOOR, "/v2/": Kind.DOOR, "/token": Kind.TICKETS,
        "/v2/_catalog": Kind.CATALOG,
    }  # fmt: skip
    if path in fixed:
        return Route(fixed[path], query=query)
    found = _END.fullmatch(path[4:]) if path.startswith("/v2/") else None
    if found is None:
        return None
    name = found["name"]
    wrong = "name" if not REPOSITORY.fullmatch(name) or len(name) > REPOSITORY_LIMIT else ""
    if found["manifest"] is not None:
        what = found["manifest"]
        is_known = KNOWN_DIGEST.fullmatch(what) or TAG.fullmatch(what)
        return Route(Kind.MANIFEST, name, what, query, wrong or ("" if is_known else _kind(what)))
    if found["upload"] is not None:
        key = found["upload"]
        if not key:
            return Route(Kind.UPLOADS, name, "", query, wrong)
        return Route(Kind.UPLOAD, name, key, query, wrong or ("" if _KEY.fullmatch(key) else "key"))
    if found["tags"] is not None:
        return Route(Kind.TAGS, name, "", query, wrong)
    kind, what = Kind.BLOB, found["blob"]
    if found["subject"] is not None:
        kind, what = Kind.REFERRERS, found["subject"]
    return Route(
        kind, name, what, query, wrong or ("" if KNOWN_DIGEST.fullmatch(what) else "digest")
    )


def is_digest(text: str) -> bool:
    """Whether it is a digest that we can check."""
    return KNOWN_DIGEST.fullmatch(text) is not None


def _kind(what: str) -> str:
    return "digest" if _ANY_DIGEST.fullmatch(what) else "tag"
