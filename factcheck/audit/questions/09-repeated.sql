-- Wrong figures that were repeated
with wrong as (
    select findings.*, published, coalesce(url, id) as article
    from findings join documents on findings.document = documents.id
    where alarm
)
select
    min_by(quote, coalesce(published, date '9999-12-31')) as figure,
    kind, reporter, partner, flow, period_start, period_end,
    count(distinct document) as articles,
    min(published) as first_seen,
    max(published) as last_seen,
    min_by(article, coalesce(published, date '9999-12-31')) as first_article,
    any_value(explanation) as the_tables_say
from wrong
-- whether goods are meant, one article says and the next does not
group by kind, reporter, partner, flow, product, period_start, period_end, value, unit
having articles > 1
order by articles desc, first_seen, figure
limit $rows
