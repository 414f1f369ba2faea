-- Documents by language
select coalesce(language, 'not told') as language, count(*) as documents
from documents
where error is null
group by all
order by documents desc, language
limit $rows
