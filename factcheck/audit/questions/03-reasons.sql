-- Alarms by reason
select verdict, reason, count(*) as findings, count(distinct document) as documents
from findings
where alarm
group by all
order by findings desc, verdict, reason
limit $rows
