//! Sentences on base rates.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    base_rates_title(file): "After run-ups: {file}", "大漲之後：{file}";
    base_rate(finished, rise, within, falls, fall, horizon, share, interval, unconditional): "Of {finished} run-ups of {rise} % in {within}, {falls} ended in a fall of {fall} % within {horizon}: {share}{interval}, against {unconditional}.",
        "{within}內上漲{rise}%的{finished}次大漲中，{falls}次在其後{horizon}內自高點下跌{fall}%：{share}{interval}；相較之下，{unconditional}。";
    base_rate_fell(rise, within, fall, horizon, unconditional): "The one run-up of {rise} % in {within} ended in a fall of {fall} % within {horizon}; one case is no rate. Of the rest: {unconditional}.",
        "{within}內上漲{rise}%的大漲僅有一次，其後{horizon}內自高點下跌{fall}%；單一案例不成比率。一般而言，{unconditional}。";
    base_rate_stood(rise, within, fall, horizon, unconditional): "The one run-up of {rise} % in {within} did not end in a fall of {fall} % within {horizon}; one case is no rate. Of the rest: {unconditional}.",
        "{within}內上漲{rise}%的大漲僅有一次，其後{horizon}內未自高點下跌{fall}%；單一案例不成比率。一般而言，{unconditional}。";
    base_rate_none(rise, within): "No run-up of {rise} % in {within} has a finished window: there is no share to give.", "{within}內上漲{rise}%的大漲尚無觀察期已結束者，無比率可言。";
    base_rate_open(open): " Open, with an unfinished window: {open}.", "觀察期未結束者{open}次，不計入。";
    wilson(low, high): " ({low} to {high})", "（{low}至{high}）";
    of_all_rows(share, rows): "{share} of all {rows}", "全部{rows}中有{share}如此";
    no_other_rows: "no other rows to hold it against", "並無其他期間可供比較";
    step_days(count): "{count} days of trade", "{count}個交易日";
    step_weeks(count): "{count} weeks", "{count}週";
    step_months(count): "{count} months", "{count}個月";
    step_quarters(count): "{count} quarters", "{count}季";
    step_years(count): "{count} years", "{count}年";
    step_rows(count): "{count} rows", "{count}期";
    step_day: "one day of trade", "一個交易日";
    step_week: "one week", "一週";
    step_month: "one month", "一個月";
    step_quarter: "one quarter", "一季";
    step_year: "one year", "一年";
    step_row: "one row", "一期";
    all_days: "days", "交易日";
    all_weeks: "weeks", "各週";
    all_months: "months", "月份";
    all_quarters: "quarters", "各季";
    all_years: "years", "年度";
    all_rows: "rows", "各期";
    base_rates_from(from, to, entities, dates): "{from} to {to}, {entities} entities, {dates} dates", "{from}至{to}，{entities}個對象，{dates}個日期";
    base_rates_excess: "rises also exceed the market's by as many points", "漲幅另須超出大盤同樣百分點";
    base_rates_least(count) by count: "dates with at least {count} entity",
        "dates with at least {count} entities", "僅計至少{count}個對象的日期";
    base_rates_ended_open(count) by count: "{count} entity ended before the last date: its unfinished windows are open",
        "{count} entities ended before the last date: their unfinished windows are open", "{count}個對象提前終止，其未結束的觀察期不計入";
    base_rates_ended_fall(count) by count: "{count} entity ended before the last date: its unfinished windows count as falls",
        "{count} entities ended before the last date: their unfinished windows count as falls", "{count}個對象提前終止，其未結束的觀察期計為下跌";
    base_rates_bootstrap(samples, block, seed): "{samples} samples of entities, and of blocks of {block} dates on average, seed {seed}", "對象與日期各抽{samples}個樣本，日期區塊平均{block}期，亂數種子{seed}";
    base_rates_shares: "What came after", "其後發展";
    base_rates_episodes: "Run-ups", "大漲明細";
    rise: "Rise", "漲幅";
    within: "Within", "期間";
    runups: "Run-ups", "次數";
    falls: "Falls", "下跌";
    still_open: "Open", "未結束";
    share_fell: "Share", "比率";
    wilson_column: "95 %, as if independent", "95%（視為獨立）";
    by_entity: "95 %, by entity", "95%（按對象）";
    by_date: "95 %, by date", "95%（按日期）";
    all_rows_column: "All rows", "全部期間";
    deepest: "Deepest fall", "最大跌幅";
    outcome: "Outcome", "結果";
    outcome_fell: "fell", "下跌";
    outcome_stood: "did not fall", "未下跌";
    outcome_open_fell: "open, fell so far", "未結束，已下跌";
    outcome_open: "open", "未結束";
    base_rates_more(count): "And {count} more: CSV and JSON have all of them.", "另有{count}次，詳見CSV與JSON。";
    base_rates_note: "Run-ups of one entity are at least their gap apart, those of several entities overlap: the first interval takes them as independent, the second draws entities, the third blocks of dates. Read the widest.",
        "同一對象的大漲至少相隔規定期數，不同對象的則可能重疊：第一個區間視之為獨立，第二個按對象抽樣，第三個按日期區塊抽樣，宜取最寬者。";
    base_rates_no_forecast: "These are shares of the past: other times are other times.", "以上為過往比率；時移勢易，不可直接推論未來。";
    suspect_price(entity, date, before, low, after): "{entity}{date}: {before}, {low}, {after}. A price that halves and is back in the next row looks like a split or a slip, and counts as a fall.",
        "{entity}{date}：{before}、{low}、{after}。價格腰斬後下一期即回復，疑為股票分割或資料錯誤，此處仍計為下跌。";
    uneven_rows(entities): "Rows are unequally far apart, and periods count rows: {entities}.", "期數以列計，而下列對象各列間隔不一：{entities}。";
}
