"""Images on their way, said as command lines of other tools: archives, registries, offers.

Each is one line. Where a tool has nothing like it the line is a comment that says so. Secrets are
never in a line: the tools ask for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from app.viewmodel.commit_words import change
from app.viewmodel.dialects import (
    Dialect,
    comment,
    image_name,
    image_parameters,
    powershell_word,
    shell_word,
)
from core.model import (
    AS_KEPT,
    ArchiveForm,
    ExportRequest,
    ImportRequest,
    Login,
    PullRequest,
    PushRequest,
    RegistryAccess,
    ServeRequest,
)
from core.model.serving import DEFAULT_PORT
from core.oci.annotation_keys import VENDOR
from core.oci.names import join_reference
from core.translation import tr

_FORMS = {ArchiveForm.OCI_ARCHIVE: "oci-archive", ArchiveForm.DOCKER_ARCHIVE: "docker-archive"}
_HUB = "docker.io"
_REGISTRY_IMAGE = "docker.io/library/registry:2"
_TAGS_LIMIT = "1000"
_OPTION = re.compile(r"--?[a-z-]*")

# --- archives ---------------------------------------------------------------------------------


def import_images(dialect: Dialect, request: ImportRequest, form: ArchiveForm | None = None) -> str:
    """For bringing images of an archive here; with a name for making one of a root file system.

    `form`, where it is known: docker loads no folders, but what is packed on the way to it.
    """
    if dialect is Dialect.POWERSHELL:
        if request.name:
            return comment(tr("the container cmdlets cannot make an image of a root file system"))
        return f"Import-ContainerImage -Path {powershell_word(request.path)}"
    if form is ArchiveForm.OCI_LAYOUT and dialect is Dialect.DOCKER:
        return f"tar --create --directory {shell_word(request.path)} . | docker load"
    if not request.name:
        return _line(dialect, "load", "--input", request.path)
    options = []
    if request.publisher:
        options = ["--change", change(dialect, "LABEL", VENDOR, request.publisher)]
    name = image_name(join_reference(request.name, request.version))
    return _line(dialect, "import", *options, operands=(request.path, name))


def export_images(dialect: Dialect, request: ExportRequest) -> str:
    """For writing images as one archive. Docker knows one form, which other tools read too."""
    references = request.references
    if dialect is Dialect.POWERSHELL:
        return "; ".join(_exported(reference, request.path) for reference in references)
    options = ["--output", request.path]
    if dialect is Dialect.PODMAN:
        if len(references) > 1 and request.form is not ArchiveForm.DOCKER_ARCHIVE:
            return comment(tr("podman writes only one image into an OCI archive"))
        more = ["--multi-image-archive"] if len(references) > 1 else []
        options = ["--format", _FORMS.get(request.form, "oci-archive"), *more, *options]
    return _line(dialect, "save", *options, operands=[image_name(one) for one in references])


def export_layer(dialect: Dialect) -> str:
    """For writing a layer by itself: all of them keep layers inside of archives."""
    tool = "PowerShell" if dialect is Dialect.POWERSHELL else dialect.value
    return comment(
        tr("{tool} has no command for a single layer: it is in the archive of its image", tool=tool)
    )


def export_files(
    dialect: Dialect, reference: str, inside: str, path: str, *, is_top: bool = True
) -> str:
    """For writing a file or a folder of an image, out of a container that is made for it.

    `is_top`: as they are on all layers; other tools cannot look below.
    """
    if dialect is Dialect.POWERSHELL:
        return comment(tr("the container cmdlets cannot take files out of an image"))
    if not is_top:
        return comment(tr("{tool} shows the files of whole images only", tool=dialect.value))
    tool = dialect.value
    # It never runs; a command is needed where the image has none.
    made = _line(dialect, "create", operands=(image_name(reference), "true"))
    file = shell_word(path)
    part = shell_word("/" + inside.strip("/"))
    whole = not inside.strip("/")
    taken = f'export "$id" > {file}' if whole else f'cp "$id":{part} - > {file}'
    return f'id=$({made}) && {{ {tool} {taken}; {tool} rm "$id"; }}'


# --- registries -------------------------------------------------------------------------------


def pull(dialect: Dialect, request: PullRequest, *, platform: str = "") -> str:
    """For bringing a remote image here, for a platform like "linux/arm64" if that is said.

    The container cmdlets knew no registries, so docker stands there.
    """
    options = ["--platform", platform] if platform else []
    options += _plain(dialect, request.access)
    line = _line(dialect, "pull", *options, operands=(request.reference,))
    local = image_name(request.local_reference)
    if not local or local == request.reference:
        return line
    return _then(dialect, line, _line(dialect, "tag", operands=(request.reference, local)))


def push(dialect: Dialect, request: PushRequest) -> str:
    """For storing an image in a registry: with docker under its name there first."""
    local, there = image_name(request.local_reference), request.reference
    plain = _plain(dialect, request.access)
    if dialect is Dialect.PODMAN:
        names = (local,) if local == there else (local, there)
        return _line(dialect, "push", *plain, operands=names)
    line = _line(dialect, "push", *plain, operands=(there,))
    if local == there:
        return line
    return _then(dialect, _line(dialect, "tag", operands=(local, there)), line)


def look_at_remote(dialect: Dialect, reference: str, access: RegistryAccess = AS_KEPT) -> str:
    """For seeing what a remote image is made of.

    Without TLS podman's own command knows no way before version 5; skopeo, its companion, does.
    """
    if dialect is Dialect.PODMAN and access.allow_http:
        return f"skopeo inspect --tls-verify=false {shell_word(f'docker://{reference}')}"
    plain = ["--insecure"] if access.allow_http else []
    return _line(dialect, "manifest", "inspect", *plain, operands=(reference,))


def login(
    dialect: Dialect, registry: str, known: Login | None = None, access: RegistryAccess = AS_KEPT
) -> str:
    """For being known to a registry; the tool asks for the secret."""
    options = ["--username", known.user] if known is not None and known.user else []
    return _line(dialect, "login", *options, *_plain(dialect, access), operands=(registry,))


def logout(dialect: Dialect, registry: str) -> str:
    """For being forgotten again."""
    return _line(dialect, "logout", operands=(registry,))


def search(dialect: Dialect, registry: str, text: str, access: RegistryAccess = AS_KEPT) -> str:
    """For finding repositories by a part of their names."""
    if dialect is Dialect.PODMAN:
        plain = _plain(dialect, access)
        return _line(dialect, "search", *plain, operands=(f"{registry}/{text}",))
    if registry == _HUB:
        return _line(dialect, "search", operands=(text,))
    scheme = "http" if access.allow_http else "https"
    url = _quote(dialect)(f"{scheme}://{registry}/v2/_catalog")
    return comment(
        tr(
            "docker searches its Hub only; the registry itself tells: {command}",
            command=f"curl {url}",
        )
    )


def tags(dialect: Dialect, repository: str, access: RegistryAccess = AS_KEPT) -> str:
    """For the tags of host/repository."""
    if dialect is Dialect.PODMAN:
        options = ["--list-tags", "--limit", _TAGS_LIMIT, *_plain(dialect, access)]
        return _line(dialect, "search", *options, operands=(repository,))
    there = _quote(dialect)(f"docker://{repository}")
    return comment(
        tr("docker cannot list tags; skopeo can: {command}", command=f"skopeo list-tags {there}")
    )


# --- this network -----------------------------------------------------------------------------


def serve(dialect: Dialect, request: ServeRequest, offered: Sequence[tuple[str, str]] = ()) -> str:
    """For offering images: a registry in a container, and each image pushed into it.

    `offered` are local references with repository:tag as they are offered; without it they are
    offered as they are called here.
    """
    port = request.port or DEFAULT_PORT
    address = f"{request.address}:{port}:5000" if request.address else f"{port}:5000"
    options = ["--detach", "--publish", address]
    lines = [_line(dialect, "run", *options, operands=(_REGISTRY_IMAGE,))]
    here = RegistryAccess(allow_http=True)
    for local, name in offered or [(one, one) for one in request.references]:
        lines.append(push(dialect, PushRequest(local, f"localhost:{port}/{name}", here)))
    return _then(dialect, *lines)


def set_reading_limits(dialect: Dialect) -> str:
    """For what may come in at most: they have no bounds of their own."""
    tool = "PowerShell" if dialect is Dialect.POWERSHELL else dialect.value
    return comment(tr("{tool} has no limits for what it reads", tool=tool))


# --- words ------------------------------------------------------------------------------------


def _line(dialect: Dialect, *words: str, operands: Sequence[str] = ()) -> str:
    """A command of docker or podman; operands that look like options come after `--`."""
    tool = Dialect.PODMAN if dialect is Dialect.PODMAN else Dialect.DOCKER
    end = ["--"] if any(word.startswith("-") for word in operands) else []
    quote = _quote(dialect)
    return " ".join((tool.value, *(quote(word) for word in (*words, *end, *operands))))


def _quote(dialect: Dialect) -> Callable[[str], str]:
    return _powershell_argument if dialect is Dialect.POWERSHELL else shell_word


def _powershell_argument(word: str) -> str:
    """For a program: its options are words as all others, and stay readable."""
    return word if _OPTION.fullmatch(word) else powershell_word(word)


def _then(dialect: Dialect, *lines: str) -> str:
    """One after the other; with a POSIX shell as long as all is well."""
    return ("; " if dialect is Dialect.POWERSHELL else " && ").join(lines)


def _plain(dialect: Dialect, access: RegistryAccess) -> list[str]:
    """docker is told in its daemon's settings which registries may be talked to without TLS."""
    return ["--tls-verify=false"] if dialect is Dialect.PODMAN and access.allow_http else []


def _exported(reference: str, path: str) -> str:
    return f"Export-ContainerImage {image_parameters(reference)} -Path {powershell_word(path)}"
