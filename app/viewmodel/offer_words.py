"""What an offer of images is in words: addresses, the lines to type, who fetches what."""

from __future__ import annotations

from app.viewmodel.equivalents import shell_word
from app.viewmodel.sizes import counted, size_text, visible
from core.model import Neighbour, ServedPull, Serving
from core.translation import tr, tr_noop

PLAIN_SENTENCE = tr_noop(
    "It is plain http, without encryption: everybody in this "
    "network can read what is fetched. Offer nothing that is "
    "secret."
)


def command_lines(address: str, name: str) -> tuple[str, ...]:
    """What pupils type to fetch one image: with podman, and with Bricklayer."""
    reference = shell_word(f"{address}/{name}")
    return (
        f"podman pull --tls-verify=false {reference}",
        f"bricklayer pull --allow-http {reference}",
    )


def docker_line(address: str, name: str) -> str:
    """The same with Docker, which takes plain http only from registries that its settings name."""
    return f"docker pull {shell_word(f'{address}/{name}')}"


def docker_note(address: str) -> str:
    """What has to be done for it once."""
    return tr(
        "Docker asks for encryption, unless “{address}” stands among "
        "the insecure-registries of its settings (daemon.json).",
        address=address,
    )


def storing_line(address: str, user: str) -> str:
    """What who may store images types; the first half asks for the token."""
    place = shell_word(f"{address}/my-image:1")
    login = f"podman login --tls-verify=false -u {shell_word(user)} {shell_word(address)}"
    return f"{login} && podman push --tls-verify=false my-image:1 {place}"


def qr_address(serving: Serving) -> str:
    """What a QR code says: a page for any browser."""
    return f"http://{serving.addresses[0]}/" if serving.addresses else ""


def pill_words(serving: Serving) -> tuple[str, str]:
    """While it is on, in two short lines: what, and where."""
    place = serving.addresses[0] if serving.addresses else tr("no network")
    return tr(
        "Shared: {images}", images=counted("{count} image", "{count} images", len(serving.images))
    ), place


def announced_words(serving: Serving) -> str:
    """Whether others find it by themselves."""
    if serving.is_announced:
        return tr("Other Bricklayers in this network find it by themselves.")
    return serving.announcement_sentence


def pull_words(pull: ServedPull) -> tuple[str, str, str]:
    """Who, what, and how far it is."""
    size = size_text(pull.sent_bytes)
    if pull.is_push:
        state = tr("stored {size}", size=size) if pull.is_done else tr("storing, {size}", size=size)
    else:
        state = size if pull.is_done else f"{size} …"
    return visible(pull.peer), visible(pull.reference), state


def total_words(serving: Serving) -> str:
    """How much was sent, to how many."""
    peers = len({pull.peer for pull in serving.pulls if not pull.is_push})
    if not peers:
        return tr("Nobody has fetched anything yet.")
    return tr(
        "{sent_bytes} sent to {peers}",
        sent_bytes=size_text(serving.sent_bytes),
        peers=counted("{count} computer", "{count} computers", peers),
    )


def neighbour_words(neighbour: Neighbour) -> tuple[str, str]:
    """Title and what there is, for a row."""
    count = (
        counted("{count} image", "{count} images", len(neighbour.images))
        if neighbour.images
        else ""
    )
    return visible(neighbour.title), count
