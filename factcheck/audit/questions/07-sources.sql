-- Findings by source
select
    coalesce(nullif(regexp_extract(url, '^[a-z]+://(?:www\.)?([^/:?#]+)', 1), ''),
             regexp_extract(input, '([^/]+)/[^/]*$', 1)) as source,
    count(distinct documents.id) as documents,
    count(*) as findings,
    count(*) filter (alarm) as alarms
from findings join documents on findings.document = documents.id
group by all
order by alarms desc, findings desc, source
limit $rows
