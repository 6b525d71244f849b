//! The headings of workbooks' columns, and what stands on the front sheet of a panel.

use crate::sentences;

sentences! {
    column_entity: "Entity", "個體";
    column_rank: "Rank", "名次";
    column_ranked: "Of", "名次總數";
    column_indicator: "Indicator (id)", "指標（代號）";
    column_name: "Indicator", "指標";
    column_step: "Step", "步驟";
    column_before: "Before", "處理前";
    column_after: "After", "處理後";
    column_how: "What was done", "處理方式";
    column_over: "Compared over", "比較範圍";
    column_group: "Group", "組別";
    column_values: "Values", "數值筆數";
    column_date_of: "Date", "日期";
    column_grade: "Grade", "輕重";
    column_finding: "Finding", "發現";
    column_help: "What to do", "建議";
    column_nominal: "Nominal weight", "名目權重";
    column_effective: "Effective weight", "實質權重";
    column_correlation: "Correlation", "相關係數";
    panel_title(date, entity, score, entities): "{date}: {entity} scores {score}, the highest of {entities}",
        "{date}：{entity}{score}分，{entities}個體中最高";
    panel_alone(date, score): "{date}: {score}", "{date}：{score}分";
    panel_none: "No row has a score", "沒有任何一列有分數";
    panel_lead(file, rows, entities, scored, sheets): "{file}: {rows} rows, {entities} entities, {scored} rows with a score. Sheets: {sheets}. Each is a table that can be filtered and pivoted. Full precision.",
        "{file}：{rows}列、{entities}個個體，{scored}列有分數。工作表：{sheets}。各表均可篩選與製作樞紐分析表，數值未四捨五入。";
    panel_more(entities): "and {entities} more: sheet ranks", "其餘{entities}個個體見工作表ranks";
    grade_serious: "serious", "嚴重";
    grade_notable: "notable", "值得注意";
    grade_minor: "minor", "輕微";
    column_what: "What", "項目";
    column_id: "Id", "代號";
    column_from: "From", "來源檔";
    column_sha256: "SHA-256", "SHA-256";
    column_scenario: "Scenario (id)", "情境（代號）";
    column_scenario_title: "Scenario", "情境";
    column_era: "Era", "時期";
    column_as_of: "As of", "截至";
    column_model: "Model", "模型";
    column_kind: "Kind", "種類";
    column_title: "Name", "名稱";
    column_parent: "Part of (id)", "上層（代號）";
    column_overlay: "Beside the score", "不計分";
    column_value: "Value", "數值";
    column_unit: "Unit", "單位";
    column_score: "Score", "分數";
    column_band: "Band", "等級";
    column_weight: "Weight", "權重";
    column_contribution: "Points", "貢獻（分）";
    column_if_calm: "Points lost if calm", "歸零減分";
    column_coverage: "Coverage", "資料涵蓋率";
    column_missing: "Missing", "缺資料";
    column_reason: "Reason", "原因";
    column_mean: "Mean of the draws", "抽樣平均";
    column_median: "Median of the draws", "抽樣中位數";
    column_p05: "5th percentile", "第5百分位";
    column_p25: "25th percentile", "第25百分位";
    column_p75: "75th percentile", "第75百分位";
    column_p95: "95th percentile", "第95百分位";
    column_source: "Source", "資料來源";
    column_url: "Address", "網址";
    column_licence: "Licence", "授權";
    column_figures: "Figures", "數據筆數";
    column_at: "Date of the path", "歷程日期";
    column_word: "Word", "文字";
    column_low: "Low", "下限";
    column_high: "High", "上限";
    column_date: "Describes", "資料日期";
    column_confidence: "Confidence", "可信度";
    column_note: "Note", "附註";
    column_a: "First scenario (id)", "前者（代號）";
    column_b: "Second scenario (id)", "後者（代號）";
    column_points: "Points", "分";
    column_years_since_spark: "Years since the spark", "距起點年數";
    column_dimension: "Dimension (id)", "維度（代號）";
    column_when: "Condition", "條件";
    column_fired: "Fires", "觸發";
    column_since: "Since", "自";
    column_rule: "Rule", "規則";
    column_formula: "Formula", "公式";
    column_requires: "Requires", "前提";
    column_calm: "Where 0 comes from", "0分基準的依據";
    column_worst: "Where 100 comes from", "100分基準的依據";
    column_worst_era: "Era of the worst", "100分基準的時期";
    column_contested: "Disputed", "說法不一";
}

impl Words {
    /// What a column is called, by the name of its field in CSV and JSON.
    pub(super) fn column(self, field: &str) -> &str {
        match field {
            "entity" => self.column_entity(),
            "rank" => self.column_rank(),
            "ranked" => self.column_ranked(),
            "indicator" => self.column_indicator(),
            "name" => self.column_name(),
            "step" => self.column_step(),
            "before" => self.column_before(),
            "after" => self.column_after(),
            "how" => self.column_how(),
            "over" => self.column_over(),
            "group" => self.column_group(),
            "values" => self.column_values(),
            "date_of" => self.column_date_of(),
            "grade" => self.column_grade(),
            "finding" => self.column_finding(),
            "help" => self.column_help(),
            "nominal" => self.column_nominal(),
            "effective" => self.column_effective(),
            "correlation" => self.column_correlation(),
            "what" => self.column_what(),
            "id" => self.column_id(),
            "from" => self.column_from(),
            "sha256" => self.column_sha256(),
            "scenario" => self.column_scenario(),
            "scenario_title" => self.column_scenario_title(),
            "era" => self.column_era(),
            "as_of" => self.column_as_of(),
            "model" => self.column_model(),
            "kind" => self.column_kind(),
            "title" => self.column_title(),
            "parent" => self.column_parent(),
            "overlay" => self.column_overlay(),
            "value" => self.column_value(),
            "unit" => self.column_unit(),
            "score" => self.column_score(),
            "band" => self.column_band(),
            "weight" => self.column_weight(),
            "contribution" => self.column_contribution(),
            "if_calm" => self.column_if_calm(),
            "coverage" => self.column_coverage(),
            "missing" => self.column_missing(),
            "reason" => self.column_reason(),
            "mean" => self.column_mean(),
            "median" => self.column_median(),
            "p05" => self.column_p05(),
            "p25" => self.column_p25(),
            "p75" => self.column_p75(),
            "p95" => self.column_p95(),
            "source" => self.column_source(),
            "url" => self.column_url(),
            "licence" => self.column_licence(),
            "figures" => self.column_figures(),
            "at" => self.column_at(),
            "word" => self.column_word(),
            "low" => self.column_low(),
            "high" => self.column_high(),
            "date" => self.column_date(),
            "confidence" => self.column_confidence(),
            "note" => self.column_note(),
            "a" => self.column_a(),
            "b" => self.column_b(),
            "points" => self.column_points(),
            "years_since_spark" => self.column_years_since_spark(),
            "dimension" => self.column_dimension(),
            "when" => self.column_when(),
            "fired" => self.column_fired(),
            "since" => self.column_since(),
            "rule" => self.column_rule(),
            "formula" => self.column_formula(),
            "requires" => self.column_requires(),
            "calm" => self.column_calm(),
            "worst" => self.column_worst(),
            "worst_era" => self.column_worst_era(),
            "contested" => self.column_contested(),
            other => other,
        }
    }
}
