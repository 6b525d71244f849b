//! How Chinese is set: one way, whatever a sentence was filled in with.

use super::Language;

/// A text as its language sets it.
///
/// Chinese has no blank between Han and Latin letters or digits and none before `%`, full-width punctuation beside Han, days as
/// 2026年9月30日 in sentences and 2026/9/30 alone, and a minus sign of its own. A text in Latin letters alone, a source's title for
/// one, stays as it is.
///
/// ```
/// use froth_render::locale::{Language, typeset};
/// let chinese = |text| typeset(text, Language::TraditionalChinese);
/// assert_eq!(chinese("以 17 項指標計: AI 熱潮 占 75 %(自 2026-09-30 起)"), "以17項指標計：AI熱潮占75%（自2026年9月30日起）");
/// assert_eq!(chinese("-2.4"), "−2.4");
/// assert_eq!(chinese("2026-09-30"), "2026/9/30");
/// assert_eq!(chinese("Board of Governors, 2026-09-30, 5 %"), "Board of Governors, 2026-09-30, 5 %");
/// assert_eq!(typeset("2026-09-30", Language::English), "2026-09-30");
/// ```
pub fn typeset(text: &str, language: Language) -> String {
    let han = text.chars().any(is_wide);
    let latin = text.contains(|c: char| c.is_ascii_alphabetic());
    if language == Language::English || (latin && !han) {
        return text.to_owned();
    }
    if text.trim() == "-" {
        return text.replace('-', "—");
    }
    let text = closed_up(&text.chars().collect::<Vec<_>>());
    numbers(&brackets(text), han)
}

/// Whether a character is as wide as it is high: Han, and the punctuation made for it.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Without blanks beside Han and before `%`, and with the punctuation after Han full-width. Blanks at the ends indent.
fn closed_up(text: &[char]) -> Vec<char> {
    let mut set: Vec<char> = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        let blanks = text[at..].iter().take_while(|c| **c == ' ').count();
        let before = set.iter().rev().find(|c| **c != ' ').copied();
        if blanks > 0 {
            let after = text.get(at + blanks).copied();
            at += blanks;
            if !before.zip(after).is_some_and(|(before, after)| touches(before, after)) {
                set.extend(std::iter::repeat_n(' ', blanks));
            }
            continue;
        }
        let ends = text.get(at + 1).is_none_or(|next| *next == ' ' || is_wide(*next) || next.is_ascii_digit());
        let beside = before.is_some_and(is_wide) && ends || text.get(at + 1).copied().is_some_and(is_wide);
        set.push(match (beside, c) {
            (true, ',') => '，',
            (true, ':') => '：',
            (true, ';') => '；',
            _ => c,
        });
        at += 1;
    }
    set
}

fn touches(before: char, after: char) -> bool {
    let stands_apart = |c: char| matches!(c, '·' | '|' | '&');
    let han = is_wide(before) && !stands_apart(after) || is_wide(after) && !stands_apart(before);
    han || after == '%' && before.is_ascii_digit()
}

/// Round and square brackets behind Han, or with Han at an end of what they hold, are full-width.
fn brackets(mut text: Vec<char>) -> Vec<char> {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..text.len() {
        match text[at] {
            '(' | '[' => open.push(at),
            ')' | ']' => {
                let Some(start) = open.pop() else { continue };
                let around = [start.checked_sub(1), Some(start + 1), at.checked_sub(1)];
                if around.into_iter().flatten().filter_map(|n| text.get(n)).any(|c| is_wide(*c)) {
                    (text[start], text[at]) = ('（', '）');
                }
            }
            _ => {}
        }
    }
    text
}

/// Days, months and minus signs; not inside of ids and names of files.
fn numbers(text: &[char], sentence: bool) -> String {
    let mut set = String::with_capacity(text.len() * 2);
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        let before = at.checked_sub(1).map(|n| text[n]);
        let joined = |c: char| c.is_ascii_alphanumeric() || "-_@/.^".contains(c);
        let free = !before.is_some_and(joined);
        if free && let Some((day, length)) = day(&text[at..], sentence) {
            set.push_str(&day);
            at += length;
            continue;
        }
        let minus = c == '-' && free && text.get(at + 1).is_some_and(char::is_ascii_digit);
        set.push(if minus { '−' } else { c });
        at += 1;
    }
    set
}

/// A day or month at the start of a text, as it is written, and how many characters it took.
fn day(text: &[char], sentence: bool) -> Option<(String, usize)> {
    let number = |from: usize, to: usize| -> Option<u16> {
        let digits = text.get(from..to)?;
        digits.iter().all(char::is_ascii_digit).then(|| digits.iter().collect::<String>().parse().ok())?
    };
    let dash = |at: usize| text.get(at) == Some(&'-');
    let ends = |at: usize| !text.get(at).is_some_and(|c| c.is_ascii_alphanumeric() || "-_/".contains(*c));
    let (year, month) = (number(0, 4)?, number(5, 7).filter(|m| (1..=12).contains(m) && dash(4))?);
    if let Some(day) = number(8, 10).filter(|d| (1..=31).contains(d) && dash(7) && ends(10)) {
        let written = if sentence { format!("{year}年{month}月{day}日") } else { format!("{year}/{month}/{day}") };
        return Some((written, 10));
    }
    let written = if sentence { format!("{year}年{month}月") } else { format!("{year}/{month}") };
    ends(7).then_some((written, 7))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chinese(text: &str) -> String {
        typeset(text, Language::TraditionalChinese)
    }

    #[test]
    fn chinese_is_set_in_one_way() {
        for (written, set) in [
            ("AI 熱潮 得 52.2 分", "AI熱潮得52.2分"),
            ("  整體市場", "  整體市場"),
            ("熱潮:強度 47.7,槓桿 65.5", "熱潮：強度47.7，槓桿65.5"),
            ("家數(+8.3)", "家數（+8.3）"),
            ("變動-3.1分、+2", "變動−3.1分、+2"),
            ("ai-2026q3 減 ai@2025-12-31", "ai-2026q3減ai@2025-12-31"),
            ("100 (x − a) / (b − a)，a 為 0 分", "100 (x − a) / (b − a)，a為0分"),
            ("53 %", "53%"),
            ("1997-05 至 2001-02", "1997年5月至2001年2月"),
            ("1997-05", "1997/5"),
            ("charts/rows-2026-09-30.svg，見表", "charts/rows-2026-09-30.svg，見表"),
            ("AI 熱潮 · 2025-12-31", "AI熱潮 · 2025年12月31日"),
        ] {
            assert_eq!(chinese(written), set);
            assert_eq!(chinese(set), set, "set twice");
        }
    }

    #[test]
    fn other_texts_stay() {
        for text in ["", "Fed, Z.1, 2026-06-30 (5 %)", "shiller_cape", "+8.3", "12:30"] {
            assert_eq!(chinese(text), text);
            assert_eq!(typeset(text, Language::English), text);
        }
    }
}
