"""Bytes that are not what they promise to be, and what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors.root import DataError, UserFixableError, visible
from core.translation import tr, tr_noop, translated


@dataclass(eq=False)
class BlobMissingError(DataError):
    """A blob that a manifest or the index names is not in the repository."""

    digest: str

    def sentence(self) -> str:
        return tr(
            "A part of the image ({digest}…) is missing from the "
            "repository. Fetch or build the image again.",
            digest=self.digest[:19],
        )


@dataclass(eq=False)
class DigestMismatchError(DataError):
    """Stored or received bytes do not have the promised digest or size."""

    expected: str
    actual: str

    def sentence(self) -> str:
        return tr(
            "Bytes are damaged: {expected}… was promised, {actual}… was "
            "found. Fetch or build the image again.",
            expected=self.expected[:19],
            actual=self.actual[:19],
        )


@dataclass(eq=False)
class MalformedDocumentError(DataError):
    """A JSON document of the image format breaks its specification."""

    document: str  # "index.json", "manifest", "config", "oci-layout", "lesson"
    reason: str

    def sentence(self) -> str:
        return tr(
            "The {document} cannot be understood: {reason}.",
            document=translated(self.document),
            reason=translated(self.reason),
        )


@dataclass(eq=False)
class LayerUnavailableError(DataError):
    """The contents of a layer cannot be looked into: not here, foreign, damaged or refused."""

    layer: str  # a diff ID, or a chain ID that no image has any more
    reason: str

    def sentence(self) -> str:
        return tr(
            "The contents of this layer are not available: {reason}.",
            reason=translated(self.reason),
        )


@dataclass(eq=False)
class ImagePartError(DataError):
    """A document or a layer of an image that is not as its image needs it, said by name."""

    image: str  # its reference
    part: str  # "layer 2", "the manifest", "the config"
    reason: str  # "is damaged", "is not in this repository"

    def sentence(self) -> str:
        part = self.part[:1].upper() + self.part[1:]
        return tr(
            "{part} of {image} {reason}. Nothing was written; fetch or build the image again.",
            part=part,
            image=visible(self.image),
            reason=translated(self.reason),
        )


@dataclass(eq=False)
class FileNotThereError(UserFixableError):
    """No such path at that layer, or it is no regular file."""

    path: str
    reason: str = tr_noop("it is not there at this layer")

    def sentence(self) -> str:
        return tr(
            "“{path}” cannot be opened: {reason}.", path=self.path, reason=translated(self.reason)
        )


LIMITS_NAME = tr_noop("Limits for images from outside…")
"""What a person finds in the window where she changes them."""


@dataclass(eq=False)
class LayerFormatError(DataError):
    """A tar stream that the strict reader refuses.

    `code` is one of: bad-tar, truncated, unsafe-path, unsafe-link, bad-whiteout, overlay-smuggle,
    limit, unsupported-compression. `entry` is the name inside the archive, controls escaped.
    """

    code: str
    entry: str
    reason: str

    def sentence(self) -> str:
        where = tr(" at “{entry}”", entry=self.entry) if self.entry else ""
        return tr(
            "The archive was refused{where}: {reason}. Nothing of it was kept.",
            where=where,
            reason=translated(self.reason).replace(LIMITS_NAME, translated(LIMITS_NAME)),
        )

    @property
    def can_be_allowed(self) -> bool:
        """Whether it is beyond a limit that the person can change; the reason says where."""
        return self.code == "limit" and LIMITS_NAME in self.reason
