-- Findings by verdict
select
    verdict,
    count(*) as findings,
    count(distinct document) as documents,
    count(ignored) as ignored
from findings
group by verdict
order by findings desc, verdict
