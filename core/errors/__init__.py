"""What can go wrong, as types with facts; `str(error)` is one plain sentence for the person.

    BricklayerError
    ├── UserFixableError     the person can do something about it; the sentence says what
    ├── DataError            bytes are not what they promise to be (damage, or a hostile archive)
    └── BugError             we are wrong; the detail belongs into a report
    Cancelled                stands outside: not an error, nothing is shown

Each class is a dataclass of facts and survives pickling, since the engine may live in another
process. `detail` holds what helps an expert (a runtime's last line, an errno), shown on demand.
"""

from core.errors.contents import (
    BlobMissingError,
    DigestMismatchError,
    FileNotThereError,
    ImagePartError,
    LayerFormatError,
    LayerUnavailableError,
    MalformedDocumentError,
)
from core.errors.recipes import RecipeError, RecipeStepFailedError
from core.errors.registry import (
    InsecureRegistryError,
    LoginNeededError,
    LoginRefusedError,
    RegistryError,
    RegistryMisbehavedError,
    RegistryRefusedError,
    RegistryUnreachableError,
    RemoteImageNotFoundError,
)
from core.errors.requests import (
    BaseImageFailedError,
    CommandNotFoundError,
    ContainerExistsError,
    ContainerNotFoundError,
    ContainerStateError,
    EngineUnreachableError,
    FacilityMissingError,
    FileAccessError,
    ImageExistsError,
    ImageGoneError,
    ImageInUseError,
    ImageNotFoundError,
    LessonError,
    MountFailedError,
    NameGrammarError,
    NothingChangedError,
    NotSupportedError,
    RepositoryReadOnlyError,
    RepositoryUnusableError,
    RuntimeFailedError,
    StorageFullError,
)
from core.errors.reworking import RebaseFailedError
from core.errors.root import (
    BricklayerError,
    BugError,
    Cancelled,
    DataError,
    UserFixableError,
)
from core.errors.running import (
    BuildStepFailedError,
    LimitRefusedError,
    MarkNotFoundError,
    NetworkFailedError,
    PortTakenError,
    SwitchExistsError,
    SwitchInUseError,
    SwitchNotFoundError,
    VolumeRefusedError,
)

__all__ = [
    "BaseImageFailedError",
    "BlobMissingError",
    "BricklayerError",
    "BugError",
    "BuildStepFailedError",
    "Cancelled",
    "CommandNotFoundError",
    "ContainerExistsError",
    "ContainerNotFoundError",
    "ContainerStateError",
    "DataError",
    "DigestMismatchError",
    "EngineUnreachableError",
    "FacilityMissingError",
    "FileAccessError",
    "FileNotThereError",
    "ImageExistsError",
    "ImageGoneError",
    "ImageInUseError",
    "ImageNotFoundError",
    "ImagePartError",
    "InsecureRegistryError",
    "LayerFormatError",
    "LayerUnavailableError",
    "LessonError",
    "LimitRefusedError",
    "LoginNeededError",
    "LoginRefusedError",
    "MalformedDocumentError",
    "MarkNotFoundError",
    "MountFailedError",
    "NameGrammarError",
    "NetworkFailedError",
    "NotSupportedError",
    "NothingChangedError",
    "PortTakenError",
    "RebaseFailedError",
    "RecipeError",
    "RecipeStepFailedError",
    "RegistryError",
    "RegistryMisbehavedError",
    "RegistryRefusedError",
    "RegistryUnreachableError",
    "RemoteImageNotFoundError",
    "RepositoryReadOnlyError",
    "RepositoryUnusableError",
    "RuntimeFailedError",
    "StorageFullError",
    "SwitchExistsError",
    "SwitchInUseError",
    "SwitchNotFoundError",
    "UserFixableError",
    "VolumeRefusedError",
]
