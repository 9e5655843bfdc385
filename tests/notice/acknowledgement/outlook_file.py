"""Writes the smallest .msg that Outlook's own format allows ([MS-CFB], [MS-OXMSG])."""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime

_SECTOR = 512
_MINI = 64
_CUTOFF = 4096
_FREE, _END, _FAT_SECTOR, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_TEXT, _TIME, _BINARY = 0x001F, 0x0040, 0x0102


@dataclass
class Node:
    """A folder or a file of the compound file."""

    name: str
    content: bytes | None = None
    children: list[Node] = field(default_factory=list)


def outlook_file(
    texts: dict[int, str],
    *,
    sent_at: datetime | None = None,
    recipients: tuple[str, ...] = (),
    attachments: tuple[tuple[str, bytes], ...] = (),
) -> bytes:
    """Return an .msg whose text properties are `texts`, by property id."""
    values: dict[tuple[int, int], bytes] = {
        (pid, _TEXT): text.encode("utf-16-le") for pid, text in texts.items()
    }
    times = {} if sent_at is None else {0x0039: _filetime(sent_at)}
    counts = (len(recipients), len(attachments))
    header = struct.pack("<8x4I8x", *counts, *counts)
    children = _object(header, values, times)
    for index, address in enumerate(recipients):
        inside = _object(bytes(8), {(0x39FE, _TEXT): address.encode("utf-16-le")}, {})
        children.append(Node(f"__recip_version1.0_#{index:08X}", children=inside))
    for index, (name, content) in enumerate(attachments):
        given = {(0x3707, _TEXT): name.encode("utf-16-le"), (0x3701, _BINARY): content}
        children.append(
            Node(f"__attach_version1.0_#{index:08X}", children=_object(bytes(8), given, {}))
        )
    return _compound(children)


def _object(
    header: bytes, values: dict[tuple[int, int], bytes], times: dict[int, bytes]
) -> list[Node]:
    properties = header
    for (pid, kind), content in values.items():
        size = len(content) + (2 if kind == _TEXT else 0)
        properties += struct.pack("<HHIII", kind, pid, 6, size, 0)
    for pid, content in times.items():
        properties += struct.pack("<HHI8s", _TIME, pid, 6, content)
    streams = [
        Node(f"__substg1.0_{pid:04X}{kind:04X}", content) for (pid, kind), content in values.items()
    ]
    return [Node("__properties_version1.0", properties), *streams]


def _filetime(moment: datetime) -> bytes:
    """Return a moment as hundreds of nanoseconds since 1601."""
    passed = moment - datetime(1601, 1, 1, tzinfo=UTC)
    return struct.pack("<Q", int(passed.total_seconds()) * 10_000_000)


def _compound(children: list[Node]) -> bytes:
    entries: list[Node] = []
    links: list[list[int]] = []  # right sibling, child

    def place(node: Node) -> int:
        number = len(entries)
        entries.append(node)
        links.append([_NONE, _NONE])
        ordered = sorted(node.children, key=lambda each: (len(each.name), each.name.upper()))
        numbers = [place(each) for each in ordered]
        # A chain to the right is a valid, if unbalanced, search tree.
        for left, right in itertools.pairwise(numbers):
            links[left][0] = right
        if numbers:
            links[number][1] = numbers[0]
        return number

    root = Node("Root Entry", children=children)
    place(root)
    sectors = _Sectors()
    small, mini_fat, starts = b"", list[int](), dict[int, int]()
    for number, node in enumerate(entries):
        if node.content is None:
            continue
        if len(node.content) >= _CUTOFF:
            starts[number] = sectors.put(node.content)
        elif node.content:
            first, count = len(mini_fat), -(-len(node.content) // _MINI)
            mini_fat += [*range(first + 1, first + count), _END]
            small += node.content.ljust(count * _MINI, b"\0")
            starts[number] = first
    starts[0] = sectors.put(small) if small else _END
    directory = b"".join(
        _entry(node, links[number], starts.get(number, _END), len(small))
        for number, node in enumerate(entries)
    )
    directory_at = sectors.put(directory)
    mini_fat_at = sectors.put(struct.pack(f"<{len(mini_fat)}I", *mini_fat), fill=b"\xff")
    return sectors.file(directory_at, mini_fat_at, -(-len(mini_fat) * 4 // _SECTOR))


def _entry(node: Node, links: list[int], start: int, mini_bytes: int) -> bytes:
    name = f"{node.name}\0".encode("utf-16-le")
    kind = _ROOT if node.name == "Root Entry" else _STORAGE if node.content is None else _STREAM
    size = mini_bytes if kind == _ROOT else len(node.content or b"")
    if kind == _STORAGE:
        start = 0
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ",
        name, len(name), kind, 1, _NONE, links[0], links[1], bytes(16), 0, bytes(8), bytes(8),
        start, size,
    )  # fmt: skip


class _Sectors:
    def __init__(self) -> None:
        self._body = b""
        self._fat: list[int] = []

    def put(self, content: bytes, fill: bytes = b"\0") -> int:
        first, count = len(self._fat), max(1, -(-len(content) // _SECTOR))
        self._fat += [*range(first + 1, first + count), _END]
        self._body += content.ljust(count * _SECTOR, fill)
        return first

    def file(self, directory_at: int, mini_fat_at: int, mini_fat_sectors: int) -> bytes:
        used = len(self._fat)
        own = 1
        while (used + own) * 4 > own * _SECTOR:
            own += 1
        fat = [*self._fat, *[_FAT_SECTOR] * own]
        fat += [_FREE] * (own * _SECTOR // 4 - len(fat))
        header = struct.pack(
            "<8s16sHHHHH6x9I",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, 0, own,
            directory_at, 0, _CUTOFF, mini_fat_at, mini_fat_sectors, _END, 0,
        )  # fmt: skip
        difat = [*range(used, used + own)] + [_FREE] * (109 - own)
        return (
            header + struct.pack("<109I", *difat) + self._body + struct.pack(f"<{len(fat)}I", *fat)
        )
