-- Articles whose figures do not fit each other
select rule, explanation, stated, implied, published, coalesce(title, '') as title, coalesce(url, id) as article
from arithmetic join documents on arithmetic.document = documents.id
where not holds and arithmetic.ignored is null
order by published desc nulls last, article, rule
limit $rows
