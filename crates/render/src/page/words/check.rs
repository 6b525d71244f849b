//! Sentences on files that were checked.

use super::Words;
use crate::sentences;

sentences! {
    more Words;

    checked_file: "File", "檔案";
    checked_findings: "Findings", "檢查結果";
    checked_ok: "ok", "無誤";
    checked_bad: "bad", "有誤";
    one_error: "1 error", "1項錯誤";
    errors(count): "{count} errors", "{count}項錯誤";
    one_warning: "1 warning", "1項警告";
    warnings(count): "{count} warnings", "{count}項警告";
}
