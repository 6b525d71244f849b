//! Sentences on files that were checked.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    checked_file: "File", "檔案";
    checked_findings: "Findings", "檢查結果";
    checked_ok: "ok", "無誤";
    checked_bad: "bad", "有誤";
    errors(count) by count: "{count} error", "{count} errors", "{count}項錯誤";
    warnings(count) by count: "{count} warning", "{count} warnings", "{count}項警告";
}
