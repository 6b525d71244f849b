//! The typeface that comes with the program. Only these functions touch its files, and nothing inlines them: every place that did
//! would hold another copy of 700 KiB.

/// `DejaVu Sans`.
#[inline(never)]
pub(super) fn regular() -> &'static [u8] {
    dejavu::sans::regular()
}

/// `DejaVu Sans Bold`.
#[inline(never)]
pub(super) fn bold() -> &'static [u8] {
    dejavu::sans::bold()
}
