//! Sentences on what is built in.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    listed_models: "Models (-m ID)", "模型（-m ID）";
    listed_scenarios: "Scenarios", "情境";
    listed_eras: "Scenarios: eras", "情境：時期";
    listed_companies: "Scenarios: companies", "情境：公司";
    listed_calibration: "Scenarios: calibration", "情境：校準";
    listed_what_ifs: "Scenarios: what-if", "假設情境";
    listed_networks: "Networks (froth network ID)", "網絡";
    listed_feeds: "Feed files (froth fetch ID)", "數據來源檔";
    listed_group(group): "Scenarios: {group}", "情境：{group}";
    listed_id: "Id", "代號";
    listed_title: "Title", "名稱";
}
