"""Which function answers what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from salida.errors import SalesforceError, SalidaError, SoqlError
from salida.replica import (
    changes,
    composite,
    consent,
    describes,
    grants,
    identity,
    queries,
    records,
    refusals,
    usage,
    versions,
)
from salida.replica.bulk import creation, manage, results
from salida.replica.call import refusal_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from salida.replica.call import Answer, Call
    from salida.replica.org import Org

    Function = Callable[[Org, Call, Mapping[str, str]], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """A resource: its address and what each method does."""

    path: str
    """`{name}` in it is one step of the address."""

    methods: Mapping[str, Function]
    pattern: re.Pattern[str]


def _route(path: str, **methods: Function) -> Route:
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
    return Route(path, methods, re.compile(pattern))


OUTSIDE = (
    _route("/services/data", GET=lambda _org, _call, _at: versions.list_versions()),
    _route("/services/oauth2/token", POST=lambda org, call, _at: grants.token(org, call)),
    _route(
        "/services/oauth2/authorize",
        GET=lambda org, call, _at: consent.authorize(org, call),
        POST=lambda org, call, _at: consent.authorize(org, call),
    ),
    _route(
        "/services/oauth2/userinfo",
        GET=lambda org, call, _at: identity.userinfo(org, call),
        POST=lambda org, call, _at: identity.userinfo(org, call),
    ),
    _route(
        "/services/oauth2/revoke",
        GET=lambda org, call, _at: identity.revoke(org, call),
        POST=lambda org, call, _at: identity.revoke(org, call),
    ),
    _route(
        "/id/{org}/{user}",
        GET=lambda org, call, at: identity.identity(org, call, at["org"], at["user"]),
    ),
)
"""What needs no session, or checks it in its own way."""


def _write(org: Org, call: Call, _at: Mapping[str, str]) -> Answer:
    return org.writes.answer(call)


def _composite(org: Org, call: Call, _at: Mapping[str, str]) -> Answer:
    return composite.composite(call, lambda inner: dispatch(org, inner))


def _batch(org: Org, call: Call, _at: Mapping[str, str]) -> Answer:
    return composite.batch(call, lambda inner: dispatch(org, inner))


INSIDE = (
    _route(
        "",
        GET=lambda org, call, _at: versions.list_resources(
            call, identity=grants.identity_url(org, call)
        ),
    ),
    _route("/limits", GET=lambda org, _call, _at: usage.limits(org)),
    _route(
        "/limits/recordCount",
        GET=lambda org, call, _at: usage.record_count(org, call.query.get("sObjects")),
    ),
    _route("/query", GET=lambda org, call, _at: queries.query(org, call, all_rows=False)),
    _route("/queryAll", GET=lambda org, call, _at: queries.query(org, call, all_rows=True)),
    _route("/query/{locator}", GET=lambda org, call, at: queries.more(org, call, at["locator"])),
    _route("/queryAll/{locator}", GET=lambda org, call, at: queries.more(org, call, at["locator"])),
    _route("/sobjects", GET=lambda org, call, _at: describes.describe_global(org, call)),
    _route(
        "/sobjects/{sobject}",
        GET=lambda org, _call, at: describes.basic_info(org, at["sobject"]),
        POST=_write,
    ),
    _route(
        "/sobjects/{sobject}/describe",
        GET=lambda org, call, at: describes.describe(org, call, at["sobject"]),
    ),
    _route(
        "/sobjects/{sobject}/deleted",
        GET=lambda org, call, at: changes.deleted(org, call, at["sobject"]),
    ),
    _route(
        "/sobjects/{sobject}/updated",
        GET=lambda org, call, at: changes.updated(org, call, at["sobject"]),
    ),
    _route(
        "/sobjects/{sobject}/{key}",
        GET=lambda org, call, at: records.by_id(org, call, at["sobject"], at["key"]),
        PATCH=_write,
        DELETE=_write,
    ),
    _route(
        "/sobjects/{sobject}/{first}/{second}",
        GET=lambda org, call, at: records.below(
            org, call, at["sobject"], at["first"], at["second"]
        ),
        PATCH=_write,
        DELETE=_write,
    ),
    _route(
        "/jobs/query",
        GET=lambda org, call, _at: manage.list_jobs(org, call),
        POST=lambda org, call, _at: creation.create(org, call),
    ),
    _route(
        "/jobs/query/{job}",
        GET=lambda org, _call, at: manage.show(org, at["job"]),
        PATCH=lambda org, call, at: manage.change(org, call, at["job"]),
        DELETE=lambda org, _call, at: manage.delete(org, at["job"]),
    ),
    _route(
        "/jobs/query/{job}/results",
        GET=lambda org, call, at: results.results(org, call, at["job"]),
    ),
    _route(
        "/jobs/query/{job}/resultPages",
        GET=lambda org, call, at: results.result_pages(org, call, at["job"]),
    ),
    _route(
        # The guide spells it so in its links to further pages.
        "/jobs/query/{job}/resultpages",
        GET=lambda org, call, at: results.result_pages(org, call, at["job"]),
    ),
    _route("/composite", POST=_composite),
    _route("/composite/batch", POST=_batch),
    _route("/composite/sobjects", POST=_write, PATCH=_write, DELETE=_write),
    _route("/composite/sobjects/{sobject}/{field}", PATCH=_write),
    _route("/composite/tree/{sobject}", POST=_write),
)
"""What lies under `/services/data/vNN.N` and needs a session."""


def dispatch(org: Org, call: Call) -> Answer:
    """Answer a call under `/services/data/vNN.N`; who calls has been checked.

    A refusal comes back as an answer; so does an archive that cannot be read.
    """
    try:
        found = versions.split(call.path)
        if found is None:
            raise refusals.not_found()
        version, rest = found
        return find(INSIDE, rest, replace(call, version=version), org)
    except SalesforceError as error:
        return refusal_answer(error)
    except SoqlError as error:
        return refusal_answer(refusals.query_refused(error))
    except SalidaError as error:
        return refusal_answer(refusals.broken(error))


def find(routes: Iterable[Route], path: str, call: Call, org: Org) -> Answer:
    """Call the function of the first route that has `path` and the call's method.

    Raises:
        SalesforceError: 404 for an unknown path, 405 for a method that it does not have.
    """
    allowed: dict[str, Any] = {}
    method = "GET" if call.method == "HEAD" else call.method
    for each in routes:
        match = each.pattern.fullmatch(path)
        if match is None:
            continue
        function = each.methods.get(method)
        if function is not None:
            return function(org, call, match.groupdict())
        allowed |= each.methods
    if allowed:
        raise refusals.method_not_allowed(call.method, ["HEAD", *allowed])
    raise refusals.not_found()
