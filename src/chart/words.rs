//! The fixed words of charts, in the languages that they speak.

/// A language of charts and reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Traditional Chinese.
    TraditionalChinese,
}

impl Language {
    /// Its tag in model and scenario files; none for English, which the files are written in.
    pub fn tag(self) -> Option<&'static str> {
        match self {
            Language::English => None,
            Language::TraditionalChinese => Some("zh-Hant"),
        }
    }

    pub(super) fn words(self) -> &'static Words {
        match self {
            Language::English => &ENGLISH,
            Language::TraditionalChinese => &CHINESE,
        }
    }
}

/// Words and patterns; `{}` stands for what is filled in, in order.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) highest: &'static str,
    pub(super) no_score: &'static str,
    pub(super) one_score: &'static str,
    pub(super) radar: &'static str,
    pub(super) heatmap: &'static str,
    pub(super) heatmap_title: &'static str,
    pub(super) dumbbell: &'static str,
    pub(super) dumbbell_title: &'static str,
    pub(super) contributions: &'static str,
    pub(super) contributions_title: &'static str,
    pub(super) difference: &'static str,
    pub(super) difference_title: &'static str,
    pub(super) nothing_common: &'static str,
    pub(super) other_indicators: &'static str,
    pub(super) coverage_step: &'static str,
    pub(super) path: &'static str,
    pub(super) path_title: &'static str,
    pub(super) years: &'static str,
    pub(super) riskmap: &'static str,
    pub(super) riskmap_title: &'static str,
    pub(super) not_placed: &'static str,
    pub(super) without: &'static str,
    pub(super) coverage: &'static str,
    pub(super) coverage_title: &'static str,
    pub(super) high: &'static str,
    pub(super) medium: &'static str,
    pub(super) low: &'static str,
    pub(super) missing: &'static str,
    pub(super) sources: &'static str,
    pub(super) more_sources: &'static str,
    pub(super) model: &'static str,
    pub(super) score: &'static str,
}

const ENGLISH: Words = Words {
    highest: "{} scores {}, {} {}",
    no_score: "None of the scenarios has a score",
    one_score: "{} scores {} of 100",
    radar: "Scores of the dimensions: 0 a typical calm year (centre), 100 the worst on record (rim)",
    heatmap: "Score of each indicator, 0 to 100; grey: no data",
    heatmap_title: "Of {} indicators with data, {} score 75 or more in {}",
    dumbbell: "Score of each indicator, 0 to 100, with its raw value, in the unit named, on the right",
    dumbbell_title: "{} of {} indicators that both have score higher in {} than in {}",
    contributions: "Points of the score, by dimension; the bar ends at the score",
    contributions_title: "{} adds most to the score of {}: {} of {} points",
    difference: "From {} to {}: points of the score by indicator, on the figures that both have",
    difference_title: "{0} less {2}: {1} points; largest step: {3}, {4}",
    nothing_common: "{} and {} have no figures in common",
    other_indicators: "{} other indicators",
    coverage_step: "coverage: figures that only one has",
    path: "Scores by years since each era's first day; gaps where too little was known",
    path_title: "{} years after its spark, {} scores {}",
    years: "years since the spark",
    riskmap: "{} (across) against {} (up), 0 to 100; lines follow each scenario's path",
    riskmap_title: "{}: {} {}, {} {}",
    not_placed: "; without a place, for lack of a score: {}",
    without: "Without {}",
    coverage: "Share of the model's weight by the confidence of the figures",
    coverage_title: "{} rests on high-confidence figures for {} of its weight",
    high: "high",
    medium: "medium",
    low: "low or none",
    missing: "missing",
    sources: " · Sources: {}",
    more_sources: "; and {} more",
    model: "Model",
    score: "Score",
};

const CHINESE: Words = Words {
    highest: "{} 得 {} 分,{} {} 分",
    no_score: "各情境皆無分數",
    one_score: "{} 得 {} 分(滿分 100)",
    radar: "各維度分數:0 為一般平靜年份(中心),100 為史上最糟(外緣)",
    heatmap: "各指標分數,0 至 100;灰色:無資料",
    heatmap_title: "{} 個有資料的指標中,{} 個在 {} 達 75 分",
    dumbbell: "各指標分數,0 至 100;右側為原始數值,單位見名稱",
    dumbbell_title: "雙方皆有的 {1} 個指標中,{0} 個在 {2} 高於 {3}",
    contributions: "各維度對分數的貢獻;長條終點即為分數",
    contributions_title: "{} 對 {} 的分數貢獻最多:{}({} 分中)",
    difference: "從 {} 到 {}:雙方皆有數據的指標對分差的貢獻",
    difference_title: "{0} 與 {2} 相差 {1} 分,最大來源為{3}({4})",
    nothing_common: "{} 與 {} 沒有共同的數據",
    other_indicators: "其餘 {} 個指標",
    coverage_step: "涵蓋率:僅一方有的數據",
    path: "自各時期首日起的年數與分數;資料不足處留白",
    path_title: "起點後 {} 年,{} 得 {} 分",
    years: "起點後年數",
    riskmap: "{}(橫軸)與 {}(縱軸),0 至 100;線為各情境路徑",
    riskmap_title: "{}:{} {},{} {}",
    not_placed: ";因無分數而未列:{}",
    without: "不含{}",
    coverage: "依數據可信度劃分的模型權重",
    coverage_title: "{} 有 {} 的權重依據高可信度數據",
    high: "高",
    medium: "中",
    low: "低或無",
    missing: "缺",
    sources: " · 資料來源:{}",
    more_sources: ";另有 {} 項",
    model: "模型",
    score: "分數",
};

/// Fills a pattern: `{}` takes the next text, `{2}` the text with that number (from 0).
pub(super) fn fill(pattern: &str, with: &[&str]) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut next = with.iter();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        out.push_str(&rest[..open]);
        let number = &rest[open + 1..open + length];
        let text = if number.is_empty() { next.next() } else { number.parse().ok().and_then(|n: usize| with.get(n)) };
        out.push_str(text.copied().unwrap_or_default());
        rest = &rest[open + length + 1..];
    }
    out + rest
}
