"""What can go wrong with registries on other computers. No sentence holds a secret."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors.root import UserFixableError, visible
from core.translation import tr, translated


@dataclass(eq=False)
class RegistryError(UserFixableError):
    """A registry (host[:port]) is not as a request needs it."""

    registry: str

    @property
    def shown_registry(self) -> str:
        """For a sentence: it may have been typed, or come from another computer."""
        return visible(self.registry)


@dataclass(eq=False)
class RegistryUnreachableError(RegistryError):
    """No answer, or the connection broke before all of it was there. Trying again may help."""

    reason: str  # "nothing answers at port 5000", "the connection broke"

    def sentence(self) -> str:
        return tr(
            "The registry {shown_registry} cannot be reached: {reason}. "
            "Check its name and this computer's network, and try again.",
            shown_registry=self.shown_registry,
            reason=translated(self.reason),
        )


@dataclass(eq=False)
class LoginNeededError(RegistryError):
    """The registry shows this to people that it knows, and we came as nobody."""

    def sentence(self) -> str:
        return tr(
            "The registry {shown_registry} wants to know who you are: the "
            "image does not exist, or not everybody may use it. Log in and "
            "try again.",
            shown_registry=self.shown_registry,
        )


@dataclass(eq=False)
class LoginRefusedError(RegistryError):
    """The registry does not take this user and secret."""

    user: str

    def sentence(self) -> str:
        who = tr(" of {user}", user=visible(self.user)) if self.user else ""
        return tr(
            "The registry {shown_registry} does not take the login{who}: "
            "the password is wrong or no longer valid, or this user may "
            "not do that. Log in again.",
            shown_registry=self.shown_registry,
            who=who,
        )


@dataclass(eq=False)
class RegistryRefusedError(RegistryError):
    """The registry understood, and said no."""

    action: str  # "reading class/web", "storing class/web", "listing its repositories"
    reason: str

    def sentence(self) -> str:
        return tr(
            "The registry {shown_registry} refused {action}: {reason}. Ask "
            "who keeps it, or choose another name.",
            shown_registry=self.shown_registry,
            action=visible(translated(self.action), 200),
            reason=visible(translated(self.reason), 300),
        )


@dataclass(eq=False)
class RemoteImageNotFoundError(RegistryError):
    """The registry has no such repository, tag or blob."""

    reference: str  # host[:port]/repository:tag or @digest

    def sentence(self) -> str:
        return tr(
            "{reference} is not in the registry {shown_registry}. Check "
            "the name and the version, or look at what the registry has.",
            reference=visible(self.reference, 200),
            shown_registry=self.shown_registry,
        )


@dataclass(eq=False)
class InsecureRegistryError(RegistryError):
    """Nobody vouches for who answers there, or it does not encrypt."""

    reason: str  # "it speaks plain http", "its certificate was made by nobody that …"

    def sentence(self) -> str:
        return tr(
            "The registry {shown_registry} is not safe to talk to: "
            "{reason}. If you trust this network, allow it to be used "
            "without encryption, or put the certificate of its authority "
            "into ~/.config/containers/certs.d/{shown_registry}/ca.crt.",
            shown_registry=self.shown_registry,
            reason=translated(self.reason),
        )


@dataclass(eq=False)
class RegistryMisbehavedError(RegistryError):
    """It breaks the rules of the protocol, or tries what a registry has no business to."""

    what: str  # "it sends more than it announced", "it led us to a private address"

    def sentence(self) -> str:
        return tr(
            "The registry {shown_registry} does not behave: {what}. "
            "Nothing was kept of it; tell who keeps it, or use another "
            "registry.",
            shown_registry=self.shown_registry,
            what=visible(translated(self.what), 300),
        )
