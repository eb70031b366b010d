"""What an engine tells the world: frozen values, safe to hand between threads and processes."""

from core.model.base_image import BaseImageRequest, BaseImageSource
from core.model.change import ChangeKind, ChangeSummary, FileChange, FileType
from core.model.command import CommandRun, ExecRequest, OutputChunk, TerminalSize
from core.model.container import Container, ContainerState, NewContainer
from core.model.facility import Capabilities, Facility, Readiness
from core.model.image import Image, ImageConfigSummary, ImageHistoryEntry, Layer
from core.model.repository import Problem, RemovalPlan, Repository, SnapshotRequest, Switch

__all__ = [
    "BaseImageRequest",
    "BaseImageSource",
    "Capabilities",
    "ChangeKind",
    "ChangeSummary",
    "CommandRun",
    "Container",
    "ContainerState",
    "ExecRequest",
    "Facility",
    "FileChange",
    "FileType",
    "Image",
    "ImageConfigSummary",
    "ImageHistoryEntry",
    "Layer",
    "NewContainer",
    "OutputChunk",
    "Problem",
    "Readiness",
    "RemovalPlan",
    "Repository",
    "SnapshotRequest",
    "Switch",
    "TerminalSize",
]
