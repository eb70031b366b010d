"""What an engine was asked to do, as deeds for the log: one method here for each that changes.

`ASKING` names all others: they only look. A test holds both against the engine's door.
"""

from __future__ import annotations

import os
from dataclasses import replace

from app.viewmodel import (
    equivalents,
    image_equivalents,
    inside_equivalents,
    rework_equivalents,
    travel_equivalents,
)
from app.viewmodel.image_steps import making_of
from app.viewmodel.inside_equivalents import as_started, made_like
from app.viewmodel.seen import Seen
from app.viewmodel.work_log import Deed
from core.model import (
    BaseImageRequest,
    BuildPlan,
    CommandRun,
    Container,
    ExecRequest,
    ExportRequest,
    Image,
    ImportRequest,
    Limits,
    Login,
    NewContainer,
    NewSwitch,
    PullRequest,
    PushRequest,
    ReadingLimits,
    RebaseRequest,
    ServeRequest,
    SnapshotRequest,
    SquashRequest,
)

ASKING = frozenset(
    (
        "base_image_sources capabilities catalog_layers changes changes_of_layer check_login "
        "commands compare compared_files containerfile diff_files diff_of_change efficiency "
        "export_file files_at files_in findings follow_log installed_packages kept_login "
        "layer_figures layer_summary life_of_path look_at_archive look_at_remote "
        "packages_of_layer preview_snapshot probe processes read_container_file "
        "read_containerfile read_file reading_limits remote_repositories remote_tags removal_plan "
        "rebase_plan repository search_contents search_names size_map squash_plan switches watch "
        "watch_changes watch_neighbours watch_usage"
    ).split()
)
"""Methods of the engine that change nothing, or nothing that a person did."""


class Deeds:
    """Each method takes the answer, then what the engine's method of that name was given.

    `seen` is as it was before the deed.
    """

    def __init__(self, seen: Seen) -> None:
        self._seen = seen

    # --- images -------------------------------------------------------------------------------

    def make_base_image(self, _made: object, request: BaseImageRequest, **_: object) -> Deed:
        return Deed(
            "make_base_image",
            lambda dialect: image_equivalents.make_base_image(dialect, request),
            f"{request.name}:{request.version}",
            f"{request.name}:{request.version}",
        )

    def remove_image(self, _none: object, reference: str) -> Deed:
        return Deed(
            "remove_image",
            lambda dialect: image_equivalents.remove_image(dialect, reference),
            reference,
            is_end=True,
        )

    def snapshot(self, image: object, request: SnapshotRequest, **_: object) -> Deed:
        name = self._seen.name(request.container_id)
        base = self._seen.config_of(request.container_id)
        container = self._seen.container(request.container_id)
        config = image.config if isinstance(image, Image) else base
        own_env: tuple[str, ...] = ()
        if container is not None:
            own_env = made_like(container, base).env
            base = as_started(base, container)
        return Deed(
            "snapshot",
            lambda dialect: equivalents.snapshot(
                dialect, name, request.name, request.publisher, request.version,
                request.description, config=config, base=base, leave_out=request.leave_out,
                own_env=own_env,
            ),
            request.container_id,
            f"{request.name}:{request.version}",
        )  # fmt: skip

    def build_step(
        self, _container: object, container_id: str, plan: BuildPlan, number: int, **_: object
    ) -> Deed:
        name, step = self._seen.name(container_id), plan.steps[number - 1]
        return Deed(
            "build_step",
            lambda dialect: image_equivalents.build_step(dialect, name, step),
            container_id,
        )

    def squash(self, image: object, request: SquashRequest, **_: object) -> Deed:
        made = f"{request.name}:{request.version}"
        old = self._seen.image(request.reference)
        run, layers = (request.first, request.last), len(old.layers) if old is not None else 0
        return Deed(
            "squash",
            lambda dialect: rework_equivalents.squash(
                dialect, request.reference, made, run, layers
            ),
            request.reference,
            image.reference if isinstance(image, Image) else made,
        )

    def rebase(self, image: object, request: RebaseRequest, **_: object) -> Deed:
        made = f"{request.name}:{request.version}"
        onto = self._seen.image(request.onto)
        commands: list[str] = []
        if isinstance(image, Image) and onto is not None:
            steps = [step for stage in making_of(image, [onto]).stages for step in stage.steps]
            commands = [line.text for step in steps for line in step.lines]
        return Deed(
            "rebase",
            lambda dialect: rework_equivalents.rebase(dialect, request.onto, made, commands),
            request.reference,
            made,
        )

    # --- containers ---------------------------------------------------------------------------

    def create_container(self, container: object, request: NewContainer) -> Deed:
        made = container.id if isinstance(container, Container) else request.name
        return Deed(
            "create_container",
            lambda dialect: equivalents.create_container(dialect, request),
            made,
            made,
            request,
        )

    def start_container(self, _container: object, container_id: str) -> Deed:
        return self._verb("start_container", "start", container_id)

    def stop_container(self, _container: object, container_id: str, **_: object) -> Deed:
        return self._verb("stop_container", "stop", container_id)

    def pause_container(self, _container: object, container_id: str) -> Deed:
        return self._verb("pause_container", "pause", container_id)

    def resume_container(self, _container: object, container_id: str) -> Deed:
        return self._verb("resume_container", "unpause", container_id)

    def discard_container(self, _none: object, container_id: str) -> Deed:
        return self._verb("discard_container", "rm", container_id)

    def rename_container(self, _container: object, container_id: str, name: str) -> Deed:
        old = self._seen.name(container_id)
        return Deed(
            "rename_container",
            lambda dialect: equivalents.rename_container(dialect, old, name),
            container_id,
        )

    def _verb(self, method: str, verb: str, container_id: str) -> Deed:
        name = self._seen.name(container_id)
        return Deed(
            method,
            lambda dialect: equivalents.container_verb(dialect, verb, name),
            container_id,
            is_end=verb == "rm",
        )

    # --- inside -------------------------------------------------------------------------------

    def execute(self, run: object, container_id: str, request: ExecRequest, **_: object) -> Deed:
        name = self._seen.name(container_id)
        asked = replace(request, user=self._user(container_id, request.user))
        return Deed(
            "execute",
            lambda dialect: equivalents.execute_request(dialect, name, asked),
            container_id,
            is_looking=not request.is_recorded,
            may_fail=isinstance(run, CommandRun) and run.exit_code != 0,
        )

    def open_terminal(self, _terminal: object, container_id: str, request: ExecRequest) -> Deed:
        name, user = self._seen.name(container_id), self._user(container_id, request.user)
        return Deed(
            "open_terminal",
            lambda dialect: equivalents.shell_in(dialect, name, user=user),
            container_id,
            is_looking=True,
        )

    def record_command(self, _recorded: object, container_id: str, run: CommandRun) -> Deed:
        name, user = self._seen.name(container_id), self._user(container_id, run.user)
        return Deed(
            "record_command",
            lambda dialect: equivalents.execute(
                dialect, name, run.text, run.working_dir, user=user
            ),
            container_id,
            may_fail=bool(run.exit_code),
        )

    def _user(self, container_id: str, wanted: str) -> str:
        """Ours is administrator where nobody else is asked for; with other tools the image's."""
        return wanted or ("0" if self._seen.config_of(container_id).user else "")

    def copy_in(
        self,
        _count: object,
        container_id: str,
        sources: tuple[str, ...],
        folder: str = "",
        **_: object,
    ) -> Deed:
        name = self._seen.name(container_id)
        return Deed(
            "copy_in",
            lambda dialect: inside_equivalents.copy_in(dialect, name, sources, folder),
            container_id,
        )

    def copy_out(
        self, _names: object, container_id: str, paths: tuple[str, ...], folder: str, **_: object
    ) -> Deed:
        name = self._seen.name(container_id)
        return Deed(
            "copy_out",
            lambda dialect: inside_equivalents.copy_out(dialect, name, paths, folder),
            container_id,
        )

    def mark(self, _container: object, container_id: str, label: str = "") -> Deed:
        name = self._seen.name(container_id)
        return Deed(
            "mark", lambda dialect: inside_equivalents.mark(dialect, name, label), container_id
        )

    def roll_back(self, _container: object, container_id: str, mark_id: str = "") -> Deed:
        container, config = self._seen.container(container_id), self._seen.config_of(container_id)
        if container is None:
            return self._verb("roll_back", "start", container_id)
        label = next((one.label for one in container.marks if one.id == mark_id), "")
        return Deed(
            "roll_back",
            lambda dialect: inside_equivalents.roll_back(dialect, container, config, label),
            container_id,
        )

    def set_limits(self, _container: object, container_id: str, limits: Limits) -> Deed:
        name, processors = self._seen.name(container_id), os.cpu_count() or 1
        return Deed(
            "set_limits",
            lambda dialect: inside_equivalents.set_limits(dialect, name, limits, processors),
            container_id,
        )

    def signal_process(
        self,
        _none: object,
        container_id: str,
        pid: int,
        _start_time: int,
        signal_name: str = "TERM",
    ) -> Deed:
        name = self._seen.name(container_id)
        return Deed(
            "signal_process",
            lambda dialect: inside_equivalents.signal_process(dialect, name, pid, signal_name),
            container_id,
        )

    # --- switches -----------------------------------------------------------------------------

    def create_switch(self, _switch: object, request: NewSwitch) -> Deed:
        return Deed("create_switch", lambda dialect: equivalents.new_switch(dialect, request))

    def remove_switch(self, _none: object, name: str) -> Deed:
        return Deed("remove_switch", lambda dialect: equivalents.remove_switch(dialect, name))


class TravelDeeds(Deeds):
    """And those that deal with images elsewhere."""

    def import_images(self, _arrivals: object, request: ImportRequest, **_: object) -> Deed:
        return Deed(
            "import_images", lambda dialect: travel_equivalents.import_images(dialect, request)
        )

    def export_images(self, _exported: object, request: ExportRequest, **_: object) -> Deed:
        return Deed(
            "export_images", lambda dialect: travel_equivalents.export_images(dialect, request)
        )

    def export_layer(
        self, _exported: object, reference: str, _level: int, _path: str, **_: object
    ) -> Deed:
        return Deed("export_layer", travel_equivalents.export_layer, reference)

    def export_files(
        self, _exported: object, reference: str, _level: int, inside: str, path: str, **_: object
    ) -> Deed:
        return Deed(
            "export_files",
            lambda dialect: travel_equivalents.export_files(dialect, reference, inside, path),
            reference,
        )

    def pull(self, _arrivals: object, request: PullRequest, **_: object) -> Deed:
        return Deed("pull", lambda dialect: travel_equivalents.pull(dialect, request))

    def push(self, _pushed: object, request: PushRequest, **_: object) -> Deed:
        return Deed(
            "push",
            lambda dialect: travel_equivalents.push(dialect, request),
            request.local_reference,
        )

    def serve(self, _none: object, request: ServeRequest, **_: object) -> Deed:
        return Deed("serve", lambda dialect: travel_equivalents.serve(dialect, request))

    def keep_login(self, _place: object, registry: str, login: Login) -> Deed:
        user = Login(login.user)  # the secret stays out of the log
        return Deed("keep_login", lambda dialect: travel_equivalents.login(dialect, registry, user))

    def forget_login(self, _none: object, registry: str) -> Deed:
        return Deed("forget_login", lambda dialect: travel_equivalents.logout(dialect, registry))

    def set_reading_limits(self, _none: object, _limits: ReadingLimits) -> Deed:
        return Deed("set_reading_limits", travel_equivalents.set_reading_limits)


DOING = frozenset(
    name for part in (Deeds, TravelDeeds) for name in vars(part) if not name.startswith("_")
)
"""Methods of the engine that have a deed."""
