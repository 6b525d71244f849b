{% for line in head -%}
-- {{ line }}
{% endfor -%}
WITH
{%- for step in steps %}
{%- for line in step.comments %}
-- {{ line }}
{%- endfor %}
{{ step.name }} AS (
  SELECT
    {%- for column in step.columns %}
    {%- if let Some(comment) = column.comment %}
    -- {{ comment }}
    {%- endif %}
    {% if column.text == column.name %}{{ column.name }}{% else %}{{ column.text }} AS {{ column.name }}{% endif %}{% if !loop.last %},{% endif %}
    {%- endfor %}
  FROM {{ step.from }}{{ step.fence }}
){% if !loop.last %},{% endif %}
{%- endfor %}
SELECT
{%- for column in result %}
  {{ column.text }} AS {{ column.name }}{% if !loop.last %},{% endif %}
{%- endfor %}
FROM {{ from }};
