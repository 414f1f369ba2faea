-- What no table covers
select coalesce(missing, reason) as missing, count(*) as findings
from findings
where verdict = 'unverifiable'
group by all
order by findings desc, missing
limit $rows
