//! Arguments of what runs networks: data only.

use super::{Format, LangArgs, formats, share};
use clap::{Args, ValueEnum};
use froth_core::network::{Recovery, Status};

/// Who falls with whom? Losses that spread over claims, stakes and purchases, round by round.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth network ai-financing-2026q3 --fail openai
  froth network ai-financing-2026q3 --rank --circularity
  froth network ai-financing-2026q3 --fail openai --draws 10000 --status paid,contracted,conditional
  froth network my-network.toml --shock coreweave=0.4 --method clearing --recovery 0.5,0.7
  froth network my-network.toml --target oracle

debtrank: losses travel before anyone defaults, over all channels. clearing: who pays what of what is owed; threshold: whoever has
lost its equity defaults; both over claims alone. Nothing here is a probability, and none of them knows of fire sales, liquidity or
rescues: docs/networks.md says what each leaves out.")]
pub(crate) struct NetworkArgs {
    /// The network: a built-in id, a path, or - for standard input
    #[arg(value_name = "NETWORK")]
    pub(crate) network: String,
    #[command(flatten)]
    pub(crate) spread: SpreadArgs,
    /// Also draw amounts within their ranges, and edges by the chance of their status, so often
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub(crate) draws: Option<u64>,
    /// What draws and rewired networks start from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Fail each node in turn: what that costs others, and theirs it
    #[arg(long)]
    pub(crate) rank: bool,
    /// How much money goes round in circles of at most four nodes, and how much would by chance
    #[arg(long)]
    pub(crate) circularity: bool,
    /// What is the smallest share of one other node's external assets that fails this node?
    #[arg(long, value_name = "NODE")]
    pub(crate) target: Option<String>,
    #[command(flatten)]
    pub(crate) lang: LangArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a node"))]
    pub(crate) format: Format,
}

/// What happens first, and how losses spread.
#[derive(Debug, Args)]
pub(crate) struct SpreadArgs {
    /// A node loses this share of its external assets; several times for several
    #[arg(long, value_name = "NODE=SHARE", value_parser = shock)]
    pub(crate) shock: Vec<(String, f64)>,
    /// A node fails; several times for several
    #[arg(long, value_name = "NODE")]
    pub(crate) fail: Vec<String>,
    /// How losses spread
    #[arg(long, value_enum, value_name = "METHOD", default_value_t = MethodArg::Debtrank)]
    pub(crate) method: MethodArg,
    /// What they travel over; default: all that the method has
    #[arg(long, value_enum, value_name = "CHANNELS", value_delimiter = ',')]
    pub(crate) channels: Vec<ChannelArg>,
    /// How real an edge must be to count: paid, contracted, conditional, announced, talks
    #[arg(long, value_name = "STATUS", value_delimiter = ',', default_value = "paid,contracted", value_parser = status)]
    pub(crate) status: Vec<Status>,
    /// What is recovered in a default of external assets and of claims on others (clearing). Default 1,1
    #[arg(long, value_name = "E,I", value_parser = recovery)]
    pub(crate) recovery: Option<Recovery>,
    /// What of a claim is lost with all of the debtor's equity (debtrank), or in a default (threshold). Default 1
    #[arg(long, value_name = "X", value_parser = share)]
    pub(crate) loss_given_default: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MethodArg {
    /// In proportion to the equity that others have lost
    Debtrank,
    /// By what is paid of what is owed
    Clearing,
    /// By defaults
    Threshold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChannelArg {
    /// Debts
    Claims,
    /// Shares of equity
    Stakes,
    /// Sales
    Purchases,
}

fn shock(text: &str) -> Result<(String, f64), String> {
    let (node, size) = text.split_once('=').ok_or("write NODE=SHARE, such as coreweave=0.4")?;
    Ok((node.to_owned(), share(size)?))
}

fn status(text: &str) -> Result<Status, String> {
    let counted = || Status::ALL.into_iter().filter(|status| *status != Status::Dead);
    let found = counted().find(|status| status.as_str() == text.trim());
    let known = || counted().map(Status::as_str).collect::<Vec<_>>().join(", ");
    match text.trim() {
        "dead" => Err("what is dead never counts".to_owned()),
        _ => found.ok_or_else(|| format!("there are {}", known())),
    }
}

fn recovery(text: &str) -> Result<Recovery, String> {
    let (external, claims) = text.split_once(',').ok_or("write E,I, such as 0.5,0.7")?;
    Ok(Recovery { external: share(external.trim())?, claims: share(claims.trim())? })
}
