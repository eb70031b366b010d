"""What is done to images, said as command lines: base images, names, removal, building, comparison.

Each is one line; where a tool has nothing like it, a comment says so. For podman buildah stands
where it is the one that can.
"""

from __future__ import annotations

from app.viewmodel.commit_words import change
from app.viewmodel.dialects import (
    Dialect,
    comment,
    image_name,
    image_parameters,
    powershell_word,
    shell_word,
)
from app.viewmodel.travel_equivalents import import_images
from core.model import BaseImageRequest, ImportRequest, StepKind
from core.model.building import BuildPlan, BuildStep
from core.oci import annotation_keys
from core.oci.names import join_reference
from core.translation import tr

_DEBIAN_COMMAND = 'CMD ["/bin/bash"]'


def make_base_image(dialect: Dialect, request: BaseImageRequest) -> str:
    """For a container OS image. `sudo` is not said: who makes one knows who she is."""
    if request.source == "tarball":
        wanted = ImportRequest(
            request.tarball, name=request.name, publisher=request.publisher, version=request.version
        )
        return import_images(dialect, wanted)
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet makes a base image; Install-ContainerOSImage installs one"))
    name = shell_word(image_name(join_reference(request.name, request.version)))
    labels = _labels(dialect, request)
    if request.source == "scratch":
        if dialect is Dialect.PODMAN:
            return f'buildah commit "$(buildah from scratch)" {name}'
        return f"tar --create --files-from /dev/null | docker import {labels} - {name}"
    if request.source == "debian":
        words = ["mmdebstrap", "--variant=apt"]
        words += [shell_word(one) for one in (request.release, "-", request.mirror) if one]
        release = " ".join(words) if request.release else "mmdebstrap --variant=apt stable -"
        imported = f"{dialect.value} import {labels} --change {shell_word(_DEBIAN_COMMAND)}"
        return f"{release} | {imported} - {name}"
    export = "bricklayer export --form docker"
    reference = shell_word(join_reference(request.name, request.version))
    return comment(
        tr(
            "{tool} has no starter base: {export}, then {load}",
            tool=dialect.value,
            export=f"{export} {reference} base.tar",
            load=f"{dialect.value} load --input base.tar",
        )
    )


def tag(dialect: Dialect, reference: str, new_reference: str) -> str:
    """For another name of the same image."""
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet gives an image a second name"))
    names = " ".join(shell_word(image_name(one)) for one in (reference, new_reference))
    return f"{dialect.value} tag {names}"


def remove_image(dialect: Dialect, reference: str) -> str:
    """For removing an image."""
    if dialect is Dialect.POWERSHELL:
        return f"Get-ContainerImage {image_parameters(reference)} | Remove-ContainerImage -Force"
    return f"{dialect.value} rmi {shell_word(image_name(reference))}"


def build(dialect: Dialect, plan: BuildPlan, reference: str = "") -> str:
    """For building a whole Containerfile; "": without a name."""
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet builds from a Containerfile"))
    words = [dialect.value, "build"]
    if dialect is Dialect.PODMAN:
        words.append("--layers")
    for name, value in plan.arguments:
        words += ["--build-arg", shell_word(f"{name}={value}")]
    if reference:
        words += ["--tag", shell_word(image_name(reference))]
    words += ["--file", shell_word(plan.path), shell_word(plan.context or ".")]
    return " ".join(words)


def build_step(dialect: Dialect, container: str, step: BuildStep) -> str:
    """For one step of it in a container, where a tool can do it so."""
    if step.kind is StepKind.RUN:
        line = step.text.partition(" ")[2].strip()
        if "\n" not in line and not step.is_exec_form and not line.startswith(("-", "[", "<<")):
            if dialect is Dialect.POWERSHELL:
                words = f"-ContainerName {powershell_word(container)} -RunAsAdministrator"
                return f"Invoke-Command {words} {{ sh -c {powershell_word(line)} }}"
            return f"{dialect.value} exec {shell_word(container)} sh -c {shell_word(line)}"
    first_line = step.text.splitlines()[0] if step.text else ""
    tool = "PowerShell" if dialect is Dialect.POWERSHELL else dialect.value
    return comment(
        tr(
            "{tool} does a step by itself only in a build: {step}",
            tool=tool,
            step=visible_part(first_line),
        )
    )


def compare(dialect: Dialect, reference: str, other: str) -> str:
    """For seeing what differs between two images: no tool has it, but what made them is told."""
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet compares images"))
    told = [
        f"{dialect.value} history --no-trunc {shell_word(image_name(one))}"
        for one in (reference, other)
    ]
    return f"diff <({told[0]}) <({told[1]})"


def visible_part(text: str) -> str:
    """Within a comment, which ends with its line."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return shown[:120]


def _labels(dialect: Dialect, request: BaseImageRequest) -> str:
    facts = (
        (annotation_keys.TITLE, request.name),
        (annotation_keys.VENDOR, request.publisher),
        (annotation_keys.VERSION, request.version),
        (annotation_keys.DESCRIPTION, request.description.replace("\n", " ")),
    )
    changes = [change(dialect, "LABEL", key, value) for key, value in facts if value]
    return " ".join(f"--change {shell_word(one)}" for one in changes)
