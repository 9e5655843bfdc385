"""The specification and the code say the same: `docs/reference/archive-format.md`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from salida.archive import Manifest, layout
from salida.archive import manifest as manifest_module
from salida.archive.columns import BLOB_INDEX_SCHEMA, arrow_type, sql_type
from salida.archive.identity import identity_bytes
from salida.archive.sealed import seal
from salida.archive.snapshot import Run
from salida.model.describe import Field
from salida.model.gap import Gap, GapReason

if TYPE_CHECKING:
    from types import ModuleType

    from salida.archive import Archive

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "archive-format.md").read_text("utf-8")
SEALED = {"format", "version", "checksum"}
HOLES = {
    "SOBJECT": r"[A-Za-z][A-Za-z0-9_]*",
    "SNAPSHOT": r"\d{8}T\d{6}Z(-\d\d)?",
    "NNNNN": r"\d{5,}",
    "HASH": r"[0-9a-f]{64}",
    "HH": r"[0-9a-f]{2}",
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def table(name: str) -> list[list[str]]:
    found = re.search(rf"<!-- {name} -->\n\|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE)
    assert found, name
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found[1].splitlines()]


def keys(name: str) -> list[str]:
    return [row[0].strip("`") for row in table(f"keys: {name}")]


def tree() -> list[re.Pattern[str]]:
    patterns = []
    for line in blocks("text")[0].splitlines():
        pattern = re.escape(line.split()[0])
        for hole, shape in HOLES.items():
            pattern = pattern.replace(hole, shape)
        patterns.append(re.compile(pattern))
    return patterns


def test_every_file_of_an_archive_is_in_the_tree(small_original: Path) -> None:
    for file in small_original.rglob("*"):
        path = file.relative_to(small_original).as_posix()
        assert file.is_dir() or any(each.fullmatch(path) for each in tree()), path


def test_every_line_of_the_tree_is_a_path_of_the_format(small_original: Path) -> None:
    """And every one but the reserved one occurs in an archive that has one of everything."""
    paths = [each.relative_to(small_original).as_posix() for each in small_original.rglob("*")]
    unused = [each.pattern for each in tree() if not any(each.fullmatch(path) for path in paths)]
    assert [each.split("/")[0] for each in unused] == ["superseded"]
    assert layout.checked_path("superseded/Account/20261125T021100Z.parquet")


def collected(manifest: dict[str, Any]) -> dict[str, set[str]]:
    """Return every key of a manifest, by what it belongs to."""
    found: dict[str, set[str]] = defaultdict(set)
    found["manifest"] = manifest.keys() - SEALED
    found["org"] = set(manifest["org"])
    found["blobs"] = set(manifest["blobs"])
    found["file"] = set(manifest["describe_global"])
    for outcome in manifest["sobjects"]:
        found["outcome"] |= outcome.keys()
        for part in outcome["parts"] + manifest["blob_index"]:
            found["part"] |= part.keys()
        for gap in outcome["gaps"]:
            found["gap"] |= gap.keys()
    for finding in manifest["findings"]:
        found["finding"] |= finding.keys()
        found["text"] |= finding["message"].keys()
    return found


def test_every_key_of_a_manifest_is_on_the_page_and_the_other_way_round(
    small_archive: Archive,
) -> None:
    raw = small_archive.path(layout.manifest_path(small_archive.snapshots()[0])).read_bytes()

    for name, found in collected(json.loads(raw)).items():
        assert found == set(keys(name)), name


def test_the_keys_stand_in_the_order_of_the_file(small_archive: Archive) -> None:
    manifest = small_archive.manifest().to_json()

    assert list(manifest) == keys("manifest")
    assert list(manifest["sobjects"][0]) == keys("outcome")
    assert list(manifest["blob_index"][0]) == keys("part")


def test_archive_json_and_run_json_have_the_keys_of_the_page(small: ModuleType) -> None:
    identity = json.loads(identity_bytes(archive_id="x", created_at=small.START, readme=b""))
    run = json.loads(Run("20261125T021100Z", "full", small.START, small.ORG).to_bytes())

    assert list(identity) == keys("sealed") + keys("identity")
    assert list(identity["readme"]) == keys("file")
    assert list(run) == keys("sealed") + keys("run")
    assert list(json.loads(seal("x", 1, {}))) == keys("sealed")


def test_the_blob_index_has_the_columns_of_the_page() -> None:
    assert keys("blob index") == BLOB_INDEX_SCHEMA.names


def test_every_reason_for_a_gap_is_on_the_page_with_its_weight(small_archive: Archive) -> None:
    manifest = small_archive.manifest()
    listed = {row[0].split("`")[1]: "†" in row[0] for row in table("reasons")}
    weighs = {
        each.value: not _with_gap(manifest, Gap("Account", each)).complete for each in GapReason
    }

    assert listed == weighs


def _with_gap(manifest: Manifest, gap: Gap) -> Manifest:
    bare = {**manifest.to_json(), "sobjects": [], "gaps": [gap.to_json()]}
    return Manifest.from_json(bare)


def test_every_type_has_the_column_of_the_page() -> None:
    for names, _told, arrow, sql in table("types"):
        kinds = re.findall(r"`(\w+)`", names) or ["string"]
        precision = 18 if "more than 15 digits" in names else 0
        for kind in kinds:
            field = Field("F", kind, precision=precision)
            assert f"`{arrow_type(field)}`" == arrow, names
            assert f"`{sql_type(field)}`" == sql, names


def test_the_versions_are_those_of_the_page() -> None:
    assert layout.VERSION == manifest_module.VERSION == 1
    assert PAGE.startswith("# The archive format\n\nVersion 1.")
    for name in (layout.FORMAT, manifest_module.FORMAT):
        assert f"`{name}`" in table("keys: sealed")[0][2]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum and GNU sed")
def test_the_shell_commands_of_the_page_work(small_archive: Archive) -> None:
    checksum, check = blocks("sh")

    def run(command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", command],
            cwd=small_archive.root,
            capture_output=True,
            text=True,
            check=False,
        )

    stated = json.loads((small_archive.root / "archive.json").read_bytes())["checksum"]
    assert run(checksum).stdout.split()[0] == stated
    whole = run(check)
    assert (whole.returncode, whole.stdout, whole.stderr) == (0, "", "")
    (small_archive.root / "README.txt").write_text("changed")
    assert run(check).returncode == 1


def test_the_python_of_the_page_works(small_archive: Archive) -> None:
    code = "\n".join(blocks("python")) + "\nprint(content, len(rows))"

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=small_archive.root,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "001000000000001AAA" in done.stdout
    assert "Account.Hidden__c field_not_returned" in done.stdout
    assert done.stdout.endswith("b'second version' 3\n")
