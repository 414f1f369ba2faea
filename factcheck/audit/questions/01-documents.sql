-- Documents by what became of them
select
    case when error is not null then 'failed' when skipped is not null then 'skipped' else 'checked' end as outcome,
    coalesce(split_part(error, ':', 1), skipped, case when claims > 0 then 'with trade figures' else 'without' end) as why,
    count(*) as documents
from documents
group by all
order by documents desc, outcome, why
limit $rows
