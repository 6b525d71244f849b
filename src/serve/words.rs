//! The fixed words of the page.

use froth_core::network::Status;
use froth_render::sentences;

sentences! {
    tag: "en", "zh-Hant";
    title: "What if? Drag a figure, watch the verdict", "情境試算：調整數據，結論隨之更新";
    intro: "Each figure below can be dragged or typed. Everything is scored by froth on this machine; nothing leaves it.",
        "以下數字都可拖動或輸入，全部由本機的froth評分，資料不離開本機。";
    scenario: "Scenario", "情境";
    versus: "Held against", "比較對象";
    model: "Model", "模型";
    own_model: "the scenario's own", "情境預設模型";
    language: "Language", "語言";
    date: "Date on the way", "歷程日期";
    figures: "Figures and weights", "數據與權重";
    results: "Results", "結果";
    of_100: "of 100, ", "分，";
    colon: ": ", "：";
    was(before, change): "{before} before your changes, {change} since", "原{before}分，變動{change}分";
    draws_above(scenario, share): "Above {scenario} in {share}", "{share}高於{scenario}";
    spoken(scenario, score, band, other, other_score): "{scenario} scores {score} of 100, {band}; {other} scores {other_score}.", "{scenario}{score}分，等級「{band}」；{other}{other_score}分。";
    what_it_takes: "What it would take", "須有多大變動";
    alerts: "Alerts", "警示";
    after_readings: "After readings like this", "類似讀數之後";
    fires: "fires", "觸發";
    quiet: "quiet", "未觸發";
    since(date): ", since {date}", "，自{date}起";
    aside(text): " ({text})", "（{text}）";
    undecided: "undecided", "無法判定";
    try_heading: "Try it", "試算";
    try_set(figures, score) by figures: "The {figures} figure that reaches {score} by the shortest way",
        "The {figures} figures that reach {score} by the shortest way", "調整幅度最小的{figures}項數據，達到{score}分";
    try_all(score): "All figures a little, to {score}", "所有數據各動一點，達到{score}分";
    in_place: "in place already", "已套用";
    interval(low, high): "nine draws in ten: {low} to {high}", "九成區間{low}至{high}分";
    leads_to(score): "leads to {score}", "可達{score}分";
    weight: "Weight", "權重";
    weight_of(dimension): "Weight of {dimension}", "{dimension}的權重";
    aggregate: "How the dimensions are put together", "維度的加總方法";
    arithmetic: "arithmetic mean: on average", "算術平均：平均而言";
    geometric: "geometric mean: all at once", "幾何平均：須同時偏高";
    harmonic: "harmonic mean: the calmest counts most", "調和平均：偏重低分";
    median: "median: the one in the middle", "中位數：居中者";
    max: "maximum: any one", "最大值：任一偏高就算";
    computed(formula): "Computed: {formula}. A figure set here stands in for it.", "算式：{formula}。在此輸入數字，即改用此值。";
    contested(why): "Disputed: {why}", "說法不一：{why}";
    rule(calm, calm_score, worst, worst_score): "{calm} scores {calm_score}, {worst} scores {worst_score}", "{calm}為{calm_score}分，{worst}為{worst_score}分";
    no_value: "no figure", "無資料";
    slider(figure): "{figure}, slider", "{figure}（滑桿）";
    undo: "undo", "復原";
    undo_of(figure): "Undo the change of {figure}", "復原{figure}的變更";
    undo_all: "Undo all changes", "復原全部變更";
    changed: "changed", "已變更";
    also_changed: "Also changed, as inputs of formulas", "同時變更的公式輸入值";
    adds: "", "貢獻";
    points: " points", "分";
    about: "About this figure", "關於此數據";
    source: "Source", "來源";
    uncertainty: "How sure is this?", "不確定性多大？";
    run: "Draw 10,000 times", "執行1萬次抽樣";
    cancel: "Cancel", "取消";
    take_away: "Take it away", "匯出";
    download: "Scenario as TOML", "情境（TOML）";
    download_model: "Model as TOML", "模型（TOML）";
    report: "Report as HTML", "報告（HTML）";
    link: "Copy a link to this", "複製連結";
    copied: "The link was copied.", "已複製連結。";
    exact: "Figures that you set count as exact.", "您輸入的數字視為精確值。";
    own: "Your own files", "您自己的檔案";
    drop: "Drop a scenario or a model (TOML) here, or choose one", "將情境或模型（TOML）拖到此處，或選擇檔案";
    loaded(file): "{file} was loaded.", "已載入{file}。";
    line(line, column): "line {line}, column {column}", "第{line}行第{column}欄";
    waiting: "Working ...", "處理中……";
    lost: "The program does not answer. Is it still running?", "程式沒有回應。它還在執行嗎？";
    difference: "What makes the difference", "分差來源";
    bands: "Bands of the score", "分數等級";
    skip: "Skip to the results", "跳至結果";
    to_networks: "Networks: who falls with whom", "網絡：誰與誰同沉浮";
    networks_title: "Who falls with whom? Fail a node, watch the losses travel", "誰與誰同沉浮？讓一個節點倒閉，看損失如何傳遞";
    networks_intro: "Click a node, or choose it in the table; step through the rounds with the slider or the arrow keys. Everything is run by froth on this machine.",
        "點選節點或在表格中選取，以滑桿或方向鍵逐輪檢視。一切都由本機的froth計算。";
    to_figures: "Figures and scores", "數據與分數";
    network: "Network", "網絡";
    what_counts: "What counts: edges that are", "計入哪些連結";
    paid: "paid", "已支付";
    contracted: "contracted", "已簽約";
    conditional: "conditional", "附條件";
    announced: "announced", "已宣布";
    talks: "talks", "洽談中";
    dead: "dead", "已作廢";
    play: "Play", "播放";
    pause: "Pause", "暫停";
    round: "Round", "輪次";
    round_of(round, rounds): "round {round} of {rounds}", "第{round}輪，共{rounds}輪";
    nobody: "Nobody fails", "清除倒閉者";
    picture: "Nodes and edges", "節點與連結";
    choose: "Who fails, and what becomes of whom", "誰倒閉、誰受損";
    node: "Node", "節點";
    fails_or_not: "Choose", "選取";
    state: "After this round", "本輪之後";
    equity_lost: "Loss in all", "損失合計";
    of_its_equity: "Of equity", "占權益";
    let_fail: "Fails", "倒閉";
    let_fail_of(name): "{name} fails", "讓{name}倒閉";
    fails_first: "fails first", "最先倒閉";
    fails_in_round(round): "fails in round {round}", "第{round}輪倒閉";
    loses_in_round(round): "loses in round {round}", "第{round}輪受損";
    unhurt: "no loss so far", "尚無損失";
    node_is(name, state): "{name}: {state}", "{name}：{state}";
    network_spoken(title, round): "{title}. Shown: {round}.", "{title}。{round}。";
}

impl Words {
    /// What a status is called.
    pub(super) fn status(self, status: Status) -> &'static str {
        match status {
            Status::Paid => self.paid(),
            Status::Contracted => self.contracted(),
            Status::Conditional => self.conditional(),
            Status::Announced => self.announced(),
            Status::Talks => self.talks(),
            Status::Dead => self.dead(),
        }
    }

    /// In the order of the page's choices.
    pub(super) fn ways_to_aggregate(self) -> [&'static str; 5] {
        [self.arithmetic(), self.geometric(), self.harmonic(), self.median(), self.max()]
    }
}
