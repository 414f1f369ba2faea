-- Findings by year of publication
select
    coalesce(cast(year(published) as varchar), 'no date') as year,
    count(*) as findings,
    count(*) filter (verdict in ('supported', 'close')) as right,
    count(*) filter (alarm) as alarms
from findings join documents on findings.document = documents.id
group by all
order by year
