//! Sentences on what changed since an earlier point or report.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    since_point(scenario, date): "{scenario}: since the last point of the path, {date}", "{scenario}：與前一資料點（{date}）比較";
    since_report(scenario, date): "{scenario}: since the report given, as of {date}", "{scenario}：與前次報告（截至{date}）比較";
    since_went(new_date, new_score, old_date, old_score, change): "{new_date}: {new_score}; {old_date}: {old_score}; {change}.",
        "{new_date}為{new_score}分，{old_date}為{old_score}分，變動{change}分。";
    since_still(date, score): "Nothing changed: {score} as of {date}.", "沒有變動：截至{date}為{score}分。";
    since_nothing(days): "There is no score on {days}, and so no move to take apart.", "{days}沒有分數，無從拆解變動。";
}
