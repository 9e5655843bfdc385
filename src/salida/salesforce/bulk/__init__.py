"""Bulk API 2.0 queries: a job, its pages fetched in parallel, its end.

job = wait_job(client, create_query(client, "SELECT Id FROM Account", all_rows=True))
for ref in result_pages(client, job):
    with open_page(client, job, ref) as page:
        ...
"""

from salida.salesforce.bulk.jobs import (
    Job,
    JobState,
    abort_job,
    create_query,
    delete_job,
    get_job,
    list_jobs,
    wait_job,
)
from salida.salesforce.bulk.page import ResultPage, open_page
from salida.salesforce.bulk.page_links import PageRef
from salida.salesforce.bulk.result_pages import result_pages

__all__ = [
    "Job",
    "JobState",
    "PageRef",
    "ResultPage",
    "abort_job",
    "create_query",
    "delete_job",
    "get_job",
    "list_jobs",
    "open_page",
    "result_pages",
    "wait_job",
]
