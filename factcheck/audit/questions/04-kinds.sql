-- Findings by kind of figure
select
    kind,
    count(*) as findings,
    count(*) filter (verdict in ('supported', 'close')) as right,
    count(*) filter (alarm) as alarms,
    count(*) filter (verdict = 'unverifiable') as unverifiable
from findings
group by kind
order by findings desc, kind
