"""What a browser shows at the address: who offers images, and the lines that fetch them."""

from __future__ import annotations

from html import escape

from core.errors.root import visible

_SHOWN = 200
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color:#1d2430;background:#fff}pre{background:#f1f3f7;padding:.6rem .8rem;border-radius:8px;"
    "overflow:auto}@media(prefers-color-scheme:dark){body{color:#e6eaf2;background:#12161d}"
    "pre{background:#1d2430}}"
)


def front_page(title: str, images: tuple[tuple[str, str], ...], host: str) -> bytes:
    """A page without scripts and without anything from elsewhere."""
    heading = escape(visible(title or "Images of a Bricklayer"))
    lines = "".join(
        f"<pre>podman pull --tls-verify=false {escape(f'{host}/{name}')}</pre>"
        for _reference, name in images[:_SHOWN]
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{heading}</title><style>{_STYLE}</style></head><body><h1>{heading}</h1>"
        f"<p>These images can be fetched with one of the lines below.</p>{lines}</body></html>"
    ).encode()
