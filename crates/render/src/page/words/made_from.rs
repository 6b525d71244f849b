//! Sentences on what a document was made from.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    made_from_title: "Made from", "版本與輸入檔";
    made_from_program(command, version, flags): "Made by froth {command}, version {version}{flags}.", "由froth {command}（版本{version}）產製{flags}。";
    made_from_flags(flags): ": {flags}", "：{flags}";
    made_from_texts(texts): " From {texts}.", "來源：{texts}。";
    made_from_means: "The digests are those of the files' bytes, as sha256sum prints them. froth verify FOLDER says which of them has changed since, and computes the numbers again.",
        "雜湊值取自檔案位元組，與sha256sum所列相同。執行froth verify並指定資料夾，可查出變動的檔案並重算數字。";
    made_from_role: "What", "項目";
    made_from_name: "Name", "名稱";
    made_from_model: "model", "模型";
    made_from_scenario: "scenario", "情境";
    made_from_network: "network", "網絡";
    made_from_feeds: "feed file", "數據來源檔";
    made_from_base: "extended by it", "延伸自";
    made_from_shock: "shocks", "衝擊";
    made_from_data: "data", "資料";
}
