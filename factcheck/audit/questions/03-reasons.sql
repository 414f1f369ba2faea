-- Alarms by reason
select verdict, reason, count(*) as findings, count(distinct document) as documents
from findings
where verdict in ('mismatched', 'contradicted')
group by all
order by findings desc, verdict, reason
limit $rows
