-- Findings by country
select
    coalesce(reporter, 'not said') as country,
    count(*) as findings,
    count(*) filter (verdict in ('supported', 'close')) as right,
    count(*) filter (verdict in ('mismatched', 'contradicted')) as alarms
from findings
group by all
order by findings desc, country
limit $rows
