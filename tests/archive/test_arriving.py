"""Writers come and go while another tidies up: nobody's arriving files are taken for a killed writer's."""

from __future__ import annotations

import threading
from io import BytesIO
from pathlib import Path

from onrecord.archive.place import Place
from onrecord.archive.store import Incoming, path_of, tidy


def test_tidying_leaves_a_writer_alone_that_is_just_opening_or_closing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.files.mkdir()
    place.incoming.mkdir()
    errors: list[BaseException] = []
    kept: list[str] = []

    def write(writer: int) -> None:
        try:
            for number in range(25):
                incoming = Incoming(place)
                staged = incoming.receive(BytesIO(f"{writer} {number}".encode()))
                incoming.sync([staged])
                incoming.keep([staged])
                incoming.done()
                incoming.close()
                kept.append(staged.sha256)
        except BaseException as error:  # noqa: BLE001 - shown below, in the test's own thread
            errors.append(error)

    stop = threading.Event()

    def clean() -> None:
        try:
            while not stop.is_set():
                tidy(place, lambda _: True)
        except BaseException as error:  # noqa: BLE001
            errors.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    cleaners = [threading.Thread(target=clean) for _ in range(2)]
    for one in [*cleaners, *writers]:
        one.start()
    for one in writers:
        one.join()
    stop.set()
    for one in cleaners:
        one.join()
    assert errors == []
    assert len(kept) == 75
    assert all(path_of(place.files, sha256).is_file() for sha256 in kept)
    assert list(place.incoming.iterdir()) == []
