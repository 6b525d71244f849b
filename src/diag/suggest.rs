//! "Did you mean".

/// The candidate nearest to `word`, if one is near enough to be what was meant.
///
/// ```
/// assert_eq!(froth::diag::nearest("weigth", ["title", "weight"]), Some("weight"));
/// assert_eq!(froth::diag::nearest("zzz", ["title", "weight"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let similarity = strsim::jaro_winkler(&word.to_lowercase(), &candidate.to_lowercase());
        let similarity = if strsim::damerau_levenshtein(word, candidate) <= 1 { 1.0 } else { similarity };
        if similarity >= 0.8 && best.is_none_or(|(s, _)| similarity > s) {
            best = Some((similarity, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The longest list of candidates that a help sentence holds.
const SHOWN: usize = 24;

/// A help sentence: the nearest candidate, else the list of all of them.
pub fn did_you_mean<'a>(word: &str, what: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    if let Some(near) = nearest(word, candidates.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    let mut list = candidates.iter().take(SHOWN).map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ");
    if candidates.len() > SHOWN {
        list.push_str(", ...");
    }
    if list.is_empty() { format!("there are no {what}") } else { format!("known {what}: {list}") }
}
