-- Stale figures by age: right about an earlier period
select
    cast(left(period_start, 4) as integer) - cast(regexp_extract(repair_to, '(\d{4})', 1) as integer) as years_old,
    count(*) as findings,
    count(distinct document) as documents,
    any_value(quote) as such_as
from findings
where reason = 'other-period' and ignored is null and regexp_matches(repair_to, '\d{4}') and period_start is not null
group by years_old
having years_old > 0
order by years_old
limit $rows
