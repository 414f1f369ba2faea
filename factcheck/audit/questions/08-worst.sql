-- Articles with the most alarms
select alarms, claims as figures, published, coalesce(title, '') as title, coalesce(url, id) as article
from documents
where alarms > 0
order by alarms desc, figures, article
limit $rows
