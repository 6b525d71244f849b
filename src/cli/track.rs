//! `froth track`: eras over time.

use super::args::{Format, TrackArgs};
use super::load::one_job;
use super::output::{Done, Failure, Output, text};
use froth_core::model::TIE;
use froth_core::track::track;
use froth_render::page;

pub(super) fn run(arguments: &TrackArgs, output: &Output) -> Done {
    let wanted = arguments.scoring.wanted(&arguments.scenarios);
    let job = one_job(&wanted, output)?;
    let scenarios: Vec<_> = job.scenarios.iter().collect();
    let tracked = track(&job.model, &scenarios, wanted.settings())?;
    let made = wanted.made_from("track", std::slice::from_ref(&job));
    match arguments.format {
        Format::Json => text(&page::json(&made, &tracked))?,
        Format::Csv => text(&page::tracked_csv(&tracked))?,
        format => {
            let locale = arguments.lang.locale().with_model(&job.model);
            output.page(page::tracked(&tracked, &job.model, &locale), format, &locale, &made)?;
        }
    }
    // The last point of each path is the scenario itself.
    let ends = || tracked.scenarios.iter().filter_map(|s| s.points.last());
    let high = arguments.scoring.fail_at.is_some_and(|n| ends().any(|p| p.point.score.is_none_or(|s| s >= n - TIE)));
    let alarmed = arguments.scoring.fail_on_alert && ends().any(|p| p.alerts.iter().any(|a| a.fired != Some(false)));
    if high || alarmed { Err(Failure::AtLevel) } else { Ok(()) }
}
