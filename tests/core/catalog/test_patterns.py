from __future__ import annotations

import pytest

from core.catalog.patterns import path_matcher


@pytest.mark.parametrize(
    ("pattern", "path", "is_match"),
    [
        ("nginx", b"etc/nginx/nginx.conf", True),
        ("/etc", b"etc/hosts", True),
        ("NGINX conf", b"etc/nginx/nginx.conf", True),
        ("nginx hosts", b"etc/nginx/nginx.conf", False),
        ("*.conf", b"etc/nginx/nginx.conf", True),
        ("*.conf", b"etc/x.conf/other", False),
        ("nginx/*.conf", b"etc/nginx/nginx.conf", True),
        ("etc/*.conf", b"etc/nginx/nginx.conf", False),
        ("etc/**/*.conf", b"etc/nginx/nginx.conf", True),
        ("etc/**/*.conf", b"etc/nginx.conf", True),
        ("/etc/*", b"etc/hosts", True),
        ("/etc/*", b"usr/etc/hosts", False),
        ("/usr/**", b"usr/share/doc", True),
        ("h?sts", b"etc/hosts", True),
        ("[a-h]osts", b"etc/hosts", True),
        ("caf\u00e9*", "srv/caf\u00e9s".encode(), True),
        ("[", b"a[b", False),
    ],
)
def test_what_a_filter_keeps(pattern: str, path: bytes, is_match: bool) -> None:
    assert path_matcher(pattern)(path) is is_match
