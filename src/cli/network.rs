//! `froth network`: who falls with whom.

use super::args::{ChannelArg, Cli, Format, MethodArg, NetworkArgs, SpreadArgs};
use super::output::{Done, Failure, Output, text};
use super::progress::Progress;
use crate::catalog::{self, Kind};
use clap::CommandFactory;
use clap::error::ErrorKind;
use froth_core::made_from::MadeFrom;
use froth_core::network::{Channel, Method, Network, Options, Recovery, run as run_network};
use froth_render::page;

pub(super) fn run(arguments: &NetworkArgs, output: &Output) -> Done {
    usage("network", &arguments.spread);
    let (network, warnings) = Network::parse(&catalog::open(Kind::Network, &arguments.network, None)?)?;
    output.findings(&warnings);
    let options = all_options(arguments);
    let progress = Progress::new("running", 0, output.is_quiet());
    let found = run_network(&network, &options, &progress).map_err(Failure::from)?;
    drop(progress);
    let made = MadeFrom::new("network").network(&network);
    let made = options.stated(made, arguments.spread.recovery, arguments.spread.loss_given_default);
    match arguments.format {
        Format::Json => text(&page::json(&made, &found)),
        Format::Csv => text(&page::networked_csv(&found)),
        format => {
            let locale = arguments.lang.locale().with_network(&network);
            output.page(page::networked(&found, &locale), format, &locale, &made)
        }
    }
}

/// Options that a method does not have are wrong usage.
pub(super) fn usage(command: &str, arguments: &SpreadArgs) {
    let debtrank = arguments.method == MethodArg::Debtrank;
    let clearing = arguments.method == MethodArg::Clearing;
    let message = if !debtrank && arguments.channels.iter().any(|channel| *channel != ChannelArg::Claims) {
        "clearing and threshold know claims alone: leave --channels out, or use --method debtrank"
    } else if !clearing && arguments.recovery.is_some() {
        "--recovery belongs to --method clearing"
    } else if clearing && arguments.loss_given_default.is_some() {
        "--loss-given-default belongs to debtrank and threshold; clearing has --recovery"
    } else {
        return;
    };
    wrong_usage(command, message)
}

/// Ends the program as wrong usage of a command does.
pub(super) fn wrong_usage(command: &str, message: &str) -> ! {
    let mut cli = Cli::command();
    let error = match cli.find_subcommand_mut(command) {
        Some(command) => command.error(ErrorKind::ArgumentConflict, message),
        None => cli.error(ErrorKind::ArgumentConflict, message),
    };
    error.exit()
}

fn all_options(arguments: &NetworkArgs) -> Options {
    Options {
        draws: arguments.draws.unwrap_or(0),
        seed: arguments.seed,
        rank: arguments.rank,
        circularity: arguments.circularity,
        target: arguments.target.clone(),
        ..options(&arguments.spread)
    }
}

/// What happens first, and how losses spread.
pub(super) fn options(arguments: &SpreadArgs) -> Options {
    let loss_given_default = arguments.loss_given_default.unwrap_or(1.0);
    let recovery = arguments.recovery.unwrap_or(Recovery { external: 1.0, claims: 1.0 });
    let channel = |channel: &ChannelArg| match channel {
        ChannelArg::Claims => Channel::Claims,
        ChannelArg::Stakes => Channel::Stakes,
        ChannelArg::Purchases => Channel::Purchases,
    };
    Options {
        method: match arguments.method {
            MethodArg::Debtrank => Method::DebtRank { loss_given_default },
            MethodArg::Clearing => Method::Clearing { recovery },
            MethodArg::Threshold => Method::Threshold { loss_given_default },
        },
        channels: Some(arguments.channels.iter().map(channel).collect::<Vec<_>>()).filter(|given| !given.is_empty()),
        status: arguments.status.clone(),
        shocks: arguments.shock.clone(),
        failed: arguments.fail.clone(),
        ..Options::default()
    }
}
