-- Findings by country
select
    coalesce(reporter, 'not said') as country,
    count(*) as findings,
    count(*) filter (verdict in ('supported', 'close')) as right,
    count(*) filter (alarm) as alarms
from findings
group by all
order by findings desc, country
limit $rows
